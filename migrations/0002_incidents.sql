create sequence incident_numbers;

create table incidents (
  id uuid primary key default gen_random_uuid(),
  number bigint not null unique default nextval('incident_numbers'),
  title text not null,
  description text not null default '',
  service_id uuid not null references services,
  team_id uuid not null references teams,
  -- SEV1 < SEV2 < … also as text: the worst is the smallest.
  severity text not null check (severity in ('SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW')),
  -- A person's severity outranks what alerts say.
  severity_by_person boolean not null default false,
  status text not null default 'TRIGGERED' check (status in ('TRIGGERED', 'ACKNOWLEDGED', 'MITIGATED', 'RESOLVED')),
  origin text not null check (origin in ('alert', 'person', 'api')),
  declared_by uuid references users,
  -- What its alerts share; null: declared by a person and no alert has joined yet.
  group_key text,
  labels jsonb not null default '{}',
  url text,
  lead_id uuid references users,
  detected_at timestamptz not null,
  created_at timestamptz not null default imas_now(),
  -- The first acknowledgement; never cleared.
  acknowledged_at timestamptz,
  acknowledged_by uuid references users,
  -- Who holds it now; cleared when the acknowledgement is taken back.
  holder_id uuid references users,
  held_since timestamptz,
  mitigated_at timestamptz,
  -- The last resolution.
  resolved_at timestamptz,
  resolved_by uuid references users,
  resolved_how text check (resolved_how in ('person', 'monitoring', 'merge')),
  resolution_note text,
  root_cause text,
  -- Resolved by a person while alerts still fire: they stay mute until then.
  muted_until timestamptz,
  -- A person did something that changed it (other than acknowledging): monitoring does not resolve it any more.
  changed_by_person_at timestamptz,
  last_human_at timestamptz,
  -- Re-fires within the last hour, and until when it stays open in spite of an all clear.
  refires timestamptz[] not null default '{}',
  hold_open_until timestamptz,
  snoozed_until timestamptz,
  snoozed_until_clear boolean not null default false,
  merged_into uuid references incidents,
  is_confidential boolean not null default false,
  -- One of more than ten in five minutes: no card, room or page of its own.
  in_storm boolean not null default false,
  alerts_firing integer not null default 0,
  alerts_total integer not null default 0,
  next_number_of_run integer not null default 1,
  card_wanted bigint not null default 1
) with (fillfactor = 80);
create unique index incidents_open_group on incidents (group_key) where status <> 'RESOLVED' and group_key is not null;
create index incidents_group on incidents (group_key, created_at desc) where group_key is not null;
create index incidents_open on incidents (created_at desc) where status <> 'RESOLVED';
create index incidents_created on incidents (created_at desc);
create index incidents_team on incidents (team_id, created_at desc);
create index incidents_service on incidents (service_id, created_at desc);
create index incidents_muted on incidents (group_key) where muted_until is not null;

-- Its people: whoever was paged, leads, follows.
create table incident_people (
  incident_id uuid not null references incidents on delete cascade,
  user_id uuid not null references users,
  role text not null check (role in ('paged', 'responder', 'communications', 'scribe', 'follower')),
  since timestamptz not null default imas_now(),
  primary key (incident_id, user_id, role)
);
create index incident_people_user on incident_people (user_id, incident_id);

create table timeline (
  id bigint generated always as identity primary key,
  incident_id uuid not null references incidents on delete cascade,
  at timestamptz not null default imas_now(),
  kind text not null,
  actor_id uuid references users,
  actor_name text not null,
  -- A text key with its blanks, or a person's own words under "text".
  key text,
  params jsonb not null default '{}',
  text text
);
create index timeline_incident on timeline (incident_id, id);

-- No foreign keys on the hot path: both ends were read in the transaction that writes the row,
-- and neither sources with alerts nor incidents are ever deleted.
create table alerts (
  id bigint generated always as identity primary key,
  source_id uuid not null,
  fingerprint text not null,
  started_at timestamptz not null,
  -- Later starts that were taken for repeats of this episode.
  other_starts timestamptz[],
  ended_at timestamptz,
  received_at timestamptz not null,
  last_seen_at timestamptz not null,
  deliveries bigint not null default 1,
  name text not null,
  severity text not null,
  outcome text not null check (outcome in ('incident', 'silenced', 'dropped')),
  incident_id uuid,
  service_id uuid,
  group_key text,
  group_ref text,
  labels jsonb not null,
  description text not null default '',
  url text,
  -- Which rule and why; what was cut or guessed.
  placed_by text not null default '',
  notes text[] not null default '{}'
) with (fillfactor = 90);
create unique index alerts_episode on alerts (source_id, fingerprint, started_at);
create unique index alerts_open_episode on alerts (source_id, fingerprint) where ended_at is null;
create index alerts_incident on alerts (incident_id, id);
create index alerts_open_group_ref on alerts (source_id, group_ref) where ended_at is null and group_ref is not null;

-- What was posted, as it came, for seven days. Pure repeats carry nothing new and are not kept.
create table raw_posts (
  id bigint generated always as identity primary key,
  source_id uuid not null,
  received_at timestamptz not null default imas_now(),
  path text not null default '',
  content bytea not null,
  rejected jsonb
);
create index raw_posts_received on raw_posts (received_at);

-- Refused posts, counted by hour.
create table refusals (
  hour timestamptz not null,
  path text not null,
  address text not null,
  reason text not null,
  count bigint not null default 0,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (hour, path, address, reason)
);
create table drops (
  source_id uuid not null references sources on delete cascade,
  day date not null,
  count bigint not null default 0,
  primary key (source_id, day)
);
