-- A run is one numbered execution of a policy for an incident, timed from its own beginning.
create table runs (
  id uuid primary key default gen_random_uuid(),
  incident_id uuid not null references incidents on delete cascade,
  number integer not null,
  kind text not null default 'ladder' check (kind in ('ladder', 'page')),
  -- for kind 'page': the person or team that is told
  target jsonb,
  reason text not null,
  began_at timestamptz not null,
  -- The policy as it stood when the run first advanced.
  policy jsonb,
  policy_name text,
  -- index of the next step, and how often the ladder has started over
  next_step integer not null default 0,
  round integer not null default 1,
  round_began_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  unique (incident_id, number)
) with (fillfactor = 80);
create unique index runs_live on runs (incident_id) where ended_at is null and kind = 'ladder';
create index runs_live_any on runs (incident_id) where ended_at is null;

-- Due moments: the one place where "later, exactly then" is written down.
create table timers (
  id bigint generated always as identity primary key,
  kind text not null,
  -- what it is about; at most one moment of a kind for it
  subject uuid not null,
  due_at timestamptz not null,
  -- a smaller number goes first when many are late: the worst severity
  urgency smallint not null default 5,
  payload jsonb not null default '{}',
  attempts integer not null default 0,
  last_error text
);
create unique index timers_subject on timers (kind, subject);
create index timers_due on timers (due_at);
create index timers_subject_only on timers (subject);

create table notifications (
  id uuid primary key default gen_random_uuid(),
  incident_id uuid references incidents on delete cascade,
  run_id uuid references runs on delete cascade,
  user_id uuid references users,
  -- what it is: page, reminder, all-clear, quiet notice, test
  purpose text not null,
  means text not null,
  -- e-mail address, phone number, topic, URL, or user id for CHAT
  address text not null,
  provider_id uuid references providers on delete set null,
  -- the step of the run it belongs to: `1.0` is the first step of the first round
  slot text not null default '',
  -- seconds after the step at which this means is due; it is sent only if nothing was acted on before
  after_seconds integer not null default 0,
  -- why this person by this means: {team, policy, step, target, level, shift}
  why jsonb not null default '{}',
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'accepted', 'delivered', 'acted', 'failed', 'dead', 'dropped', 'shadow')),
  attempts integer not null default 0,
  claimed_by integer,
  error text,
  receipt text,
  created_at timestamptz not null default imas_now(),
  sent_at timestamptz,
  finished_at timestamptz,
  acted_at timestamptz,
  -- several pages that went out as one
  bundle_id uuid,
  is_page boolean not null default false
);
create index notifications_incident on notifications (incident_id, created_at);
create index notifications_run on notifications (run_id);
create index notifications_bundle on notifications (bundle_id) where bundle_id is not null;
create index notifications_created on notifications (created_at desc, id);
create index notifications_waiting on notifications (status) where status in ('queued', 'sending', 'dead');
create index notifications_user_pages on notifications (user_id, created_at) where is_page;
-- One attempt to tell one person by one means in one step of one run: however often the step is carried out.
create unique index notifications_once on notifications (run_id, slot, user_id, means, address) where run_id is not null;

-- One-tap acknowledge: signed, single-use.
create table acknowledge_links (
  nonce text primary key,
  user_id uuid not null references users on delete cascade,
  incident_id uuid not null references incidents on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);

-- More than ten incidents of a team in five minutes: one storm, one card.
create table storms (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  began_at timestamptz not null default imas_now(),
  worst_severity text not null,
  count integer not null default 0,
  last_at timestamptz not null default imas_now(),
  ended_at timestamptz,
  card_wanted bigint not null default 1
);
create unique index storms_live on storms (team_id) where ended_at is null;

-- A replica that is alive holds the advisory lock of its number; when its session falls, so does the lock.
create table replicas (
  id integer generated always as identity primary key,
  started_at timestamptz not null default now(),
  host text not null,
  pid integer not null
);
create table job_claims (
  job_id uuid primary key,
  queue text not null,
  replica integer not null
);
create table schedule_marks (
  name text primary key,
  last_run_at timestamptz not null,
  last_result text not null default ''
);
