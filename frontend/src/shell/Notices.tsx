import { undo } from '../state/decide';
import { dismiss, type Notice, notices } from '../state/notices';

/** What was just done, with its undo, and what went wrong, with what to do next. */
export function Notices() {
  return (
    <div class="notices" role="status" aria-live="polite">
      {notices.value.map((each) => (
        <Told key={each.id} notice={each} />
      ))}
    </div>
  );
}

function Told({ notice }: { notice: Notice }) {
  const takeBack = () => {
    dismiss(notice.id);
    void undo(notice.undo);
  };
  return (
    <div class={`notice ${notice.kind}`}>
      <div>
        <b>{notice.what}</b>
        {notice.next && <p>{notice.next}</p>}
      </div>
      {notice.undo !== undefined && (
        <button type="button" class="action" onClick={takeBack}>
          Undo<kbd aria-hidden="true">z</kbd>
        </button>
      )}
      <button type="button" class="action quiet" onClick={() => dismiss(notice.id)} aria-label="Close this notice">
        ×
      </button>
    </div>
  );
}
