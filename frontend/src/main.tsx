import { render } from 'preact';
import { App } from './App';
import { start } from './state/desk';
import { listen } from './state/keys';
import { tellFault } from './state/notices';
import './styles/fonts.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/incidents.css';
import './styles/incident.css';
import './styles/report.css';
import './styles/deciding.css';
import './styles/print.css';

const root = document.getElementById('desk');
if (root) {
  listen();
  render(<App />, root);
  start().catch(tellFault);
}
