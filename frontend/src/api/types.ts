// The shapes of docs/api.md. What the server adds beside a record's own fields is named here; nothing is optional.

export type Bounds = { low: number | null; best: number | null; high: number | null };
export type Choice = { value: string; label: string };
export type Role = 'reader' | 'analyst' | 'lead';

export type Desk = {
  book: string;
  version: string;
  stamp: string;
  token: string;
  user: { name: string; role: Role } | null;
  login: boolean;
  counts: { incidents: number; reports: number; copies: number; undated: number; claims: number };
  policies: string[];
  policy: string;
  options: {
    coarse: boolean;
    hide_names: boolean;
    hide_graphic: boolean;
    read_only: boolean;
    tiles: string | null;
    pmtiles: string | null;
  };
  words: Words;
};

export type Words = {
  harms: string[];
  victims: Choice[];
  statuses: string[];
  types: string[];
  precisions: string[];
  qualifiers: string[];
  scopes: string[];
  speaker_kinds: string[];
  groups: Choice[];
  verdicts: string[];
  reasons: Choice[];
  disagreements: Choice[];
  reviews: Choice[];
};

export type Place = {
  name: string;
  country: string | null;
  country_name?: string | null;
  adm1: string | null;
  lat: number | null;
  lon: number | null;
  precision: string;
};

export type Toll = Bounds & { harm: string; victims: string };

export type Row = {
  id: string;
  title: string;
  type: string | null;
  start: string | null;
  end: string | null;
  date_inferred: boolean;
  place: Place | null;
  status: string;
  background: boolean;
  part_of: string | null;
  sites: number;
  groups: Choice[];
  tolls: Toll[];
  killed: Bounds | null;
  spread: number;
  disagreement: string;
  review: string;
  reports: number;
  claims: number;
  contradictions: number;
};

export type Incidents = {
  stamp: string;
  total: number;
  offset: number;
  limit: number;
  command: string;
  rows: Row[];
};

export type FacetValue = { value: string; label: string; count: number; selected: boolean };
export type Facet = { name: string; label: string; values: FacetValue[]; more: number };
export type Facets = { stamp: string; total: number; facets: Record<string, Facet> };

export type Bin = Bounds & { start: string; end: string; incidents: number };
export type Timeline = { stamp: string; by: 'day' | 'month' | 'year'; undated: number; bins: Bin[] };
export type Tray = { stamp: string; place: { total: number; rows: Row[] }; date: { total: number; rows: Row[] } };

export type ClusterProperties = Bounds & {
  kind: 'cluster';
  count: number;
  radius_m: number;
  bbox: [number, number, number, number];
  ids: string[];
};
export type SpotProperties = Bounds & {
  kind: 'incident';
  id: string;
  title: string;
  start: string | null;
  type: string | null;
  status: string;
  precision: string;
  radius_m: number;
  disagreement: string;
};
export type AreaProperties = Bounds & { kind: 'area'; country: string; name: string; iso_n3: string; count: number };
export type MapFeature = {
  type: 'Feature';
  geometry: { type: 'Point'; coordinates: [number, number] } | null;
  properties: ClusterProperties | SpotProperties | AreaProperties;
};
export type MapData = { type: 'FeatureCollection'; features: MapFeature[] };

export type LeftOut = { claim: string; reason: string };
export type PolicyEstimate = Bounds & { why: string; used: string[]; left_out: LeftOut[]; notes?: string[] };
export type EstimateRow = { harm: string; victims: string; policies: Record<string, PolicyEstimate> };

export type SpeakerOf = { name: string; kind: string; start: number; end: number };

export type Claim = {
  id: string;
  report: string;
  kind: string;
  start: number;
  end: number;
  sentence: { start: number; end: number } | [number, number];
  speaker: SpeakerOf | null;
  local: string | null;
  veils?: { start: number; end: number; veil: 'name' | 'graphic' }[];
  current: boolean;
  reader: string;
  confidence: number | null;
  harm?: string;
  victims?: string;
  low?: number | null;
  high?: number | null;
  qualifier?: string;
  scope?: string;
  combined?: string | null;
  words: string;
  sentence_words: string;
  before: string;
  after: string;
  says: string;
  path: string;
  outlet: string | null;
  published: string | null;
  copies: string[];
  review: string;
  notes: string[];
};

export type Said = { text: string; claims: string[]; outlets: string[] };
export type OverTimePoint = {
  day: string | null;
  low: number | null;
  high: number | null;
  words: string;
  speaker: string | null;
  speaker_kind: string | null;
  outlet: string | null;
  claim: string;
  current: boolean;
};
export type OverTime = {
  harm: string;
  victims: string;
  points: OverTimePoint[];
  standing: (Bounds & { day: string })[];
};
export type Copy = { report: string; outlet: string | null; path: string; published: string | null };
export type Source = Copy & { published_from: string | null; claims: number; copies: Copy[] };
export type Check = { text: string; holds: boolean; why: string; claims: string[] };

export type Entry = {
  id: string;
  verdict: string;
  subject: string;
  other: string | null;
  change: Record<string, unknown>;
  reasons: string[];
  note: string;
  who: string;
  when: string;
  stands: boolean;
  undone_by: string | null;
  title: string;
};

export type IncidentRecord = {
  id: string;
  title: string;
  date_why: string | null;
  claimed_by: string[];
  blamed: string[];
  denied_by: string[];
  confirmed_by: string[];
  condemned_by: string[];
  places: Place[];
  members: string[];
  policy: string;
};

export type IncidentPage = {
  stamp: string;
  basis: string;
  row: Row;
  incident: IncidentRecord;
  policies: string[];
  estimates: EstimateRow[];
  claims: Record<string, Claim>;
  asserted: Said[];
  denied: Said[];
  reactions: { action: string; label: string; said: Said[] }[];
  disruptions: Said[];
  wave: Row | null;
  sites: Row[];
  over_time: OverTime[];
  sources: Source[];
  voices: number;
  checks: Check[];
  contradictions: string[];
  other_figures: string[];
  judgements?: Entry[];
};

export type Feature = { name: string; says: string; value: number | string | null; weight: number | null };
export type Likeness = {
  value: number | null;
  verdict_of_linking: string | null;
  apart: string | null;
  features: Feature[];
};
export type Similar = { rows: (Likeness & { row: Row; verdict: string | null })[] };

export type Effect = {
  id: string;
  title: string;
  start: string | null;
  place: Place | null;
  status: string;
  reports: number;
  tolls: (Toll & { why: string })[];
};
export type Preview = {
  before: Effect[];
  after: Effect[];
  moves: { harm: string; victims: string; before: Bounds | null; after: Bounds | null }[];
};
export type Comparison = Likeness & {
  stamp: string;
  a: IncidentPage;
  b: IncidentPage;
  verdict: string | null;
  preview: Preview;
};

export type Piece = {
  start: number;
  end: number;
  role: 'headline' | 'body' | 'furniture' | 'other_article';
  text: string;
  claims: string[];
  speaks: string[];
  veil: null | 'name' | 'graphic';
};
export type ReportRecord = {
  id: string;
  path: string;
  outlet: string | null;
  published: string | null;
  published_from: string | null;
};
export type ReportPage = {
  stamp: string;
  report: ReportRecord;
  sha256: string;
  read_by: string;
  captured: null | { url: string; when: string; sha256: string; type: string; bytes: number; href: string };
  original: null | { id: string; outlet: string | null; path: string; published: string | null };
  credits: string | null;
  origin_why: string | null;
  copies: { id: string; outlet: string | null; path: string; published: string | null }[];
  direction: 'ltr' | 'rtl';
  pieces: Piece[];
  claims: Claim[];
  incidents: { id: string; title: string }[];
  local: { key: string; incident: string | null; title: string }[];
  judgements?: Entry[];
};
export type ReportRow = ReportRecord & {
  same_as: string | null;
  claims: number;
  incidents: number;
  characters: number;
};
export type Reports = { total: number; offset: number; limit: number; rows: ReportRow[] };

export type Decision = {
  verdict: string;
  subject: string;
  other?: string;
  change?: Record<string, unknown>;
  reasons?: string[];
  note?: string;
  seen?: string;
};
export type Decided = { judgement: Entry; stamp: string; incidents: string[] };
export type History = { total: number; rows: Entry[] };
export type Queued = {
  kind: string;
  subject: string;
  other: string | null;
  effect: number;
  why: string;
  row: Row;
  other_row: Row | null;
  claim: Claim | null;
};
export type Queue = { total: number; rows: Queued[] };

export type Variable = { name: string; label: string; level: string; choices: string[] | null };
export type Assignment = {
  incident: string;
  who: string;
  by: string;
  when: string;
  note: string;
  state: string;
  answers: Record<string, string | number | null> | null;
  row: Row | null;
};
export type Assignments = { total: number; rows: Assignment[] };
export type Agreement = {
  units: number;
  coders: string[];
  variables: { name: string; label: string; level: string; units: number; alpha: number | null; why: string }[];
};
export type Disagreement = {
  incident: string;
  row: Row | null;
  variable: string;
  label: string;
  answers: { who: string; value: string | number | null }[];
  settled: null | { value: string | number | null; who: string; when: string };
};
export type Disagreements = { total: number; rows: Disagreement[] };
