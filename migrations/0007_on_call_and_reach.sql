-- Overlaps of one level are refused by the database itself: ranges and ids in one exclusion.
create extension if not exists btree_gist;

-- A schedule entry: one person, one half-open interval, one level.
create table shifts (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  user_id uuid not null references users,
  -- 1 answers first, 2 is the backup
  level smallint not null default 1 check (level between 1 and 9),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null default imas_now(),
  constraint shifts_end_after_start check (ends_at > starts_at),
  constraint shifts_overlap exclude using gist (team_id with =, level with =, tstzrange(starts_at, ends_at) with &&)
);
create index shifts_user on shifts (user_id, ends_at);
create index shifts_during on shifts using gist (tstzrange(starts_at, ends_at));

-- A rule that makes turns. Of several at one level (layers) the first that answers wins.
create table rotations (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  name text not null,
  level smallint not null default 1 check (level between 1 and 9),
  position integer not null default 1,
  time_zone text not null,
  -- the first hand-over; before it nobody answers by this rule
  starts_at timestamptz not null,
  ends_at timestamptz,
  every integer not null check (every between 1 and 1000),
  unit text not null check (unit in ('hours', 'days', 'weeks')),
  -- on the clock of time_zone; the weekday (1 = Monday) only where the unit is weeks
  handover_time text not null check (handover_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  handover_day smallint check (handover_day between 1 and 7),
  -- [{"days":[1..7],"from":"09:00","to":"18:00"}]; empty: always
  hours jsonb not null default '[]',
  -- a changed rule ends and another begins, so that the past stays as it was
  replaced_by uuid references rotations on delete set null,
  created_at timestamptz not null default imas_now(),
  constraint rotations_end_after_start check (ends_at is null or ends_at >= starts_at)
);
create unique index rotations_name on rotations (team_id, lower(name)) where replaced_by is null;
create table rotation_members (
  rotation_id uuid not null references rotations on delete cascade,
  position integer not null,
  user_id uuid not null references users,
  primary key (rotation_id, position)
);
create index rotation_members_user on rotation_members (user_id);

-- Somebody's turn that nobody has to take: asked of everyone on the schedule, the first to accept wins.
create table covers (
  id uuid primary key default gen_random_uuid(),
  -- what was asked for at once (`away`)
  group_id uuid not null,
  team_id uuid not null references teams on delete cascade,
  level smallint not null,
  -- whose turn it is
  user_id uuid not null references users,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '',
  -- asked of this person only
  with_user uuid references users,
  -- the taker's next turn comes back in exchange
  payback boolean not null default false,
  status text not null default 'open' check (status in ('open', 'taken', 'withdrawn', 'lapsed')),
  taken_by uuid references users,
  taken_at timestamptz,
  asked_by uuid references users,
  created_at timestamptz not null default imas_now(),
  constraint covers_end_after_start check (ends_at > starts_at)
);
create index covers_open on covers (team_id, starts_at) where status = 'open';
create index covers_user on covers (user_id, starts_at);

-- Replaces part of whatever the schedule says at a level.
create table overrides (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  level smallint not null default 1 check (level between 1 and 9),
  user_id uuid not null references users,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '',
  cover_id uuid references covers on delete set null,
  -- the turn that comes back in exchange for a cover
  is_payback boolean not null default false,
  created_by uuid references users,
  created_at timestamptz not null default imas_now(),
  constraint overrides_end_after_start check (ends_at > starts_at),
  constraint overrides_overlap exclude using gist (team_id with =, level with =, tstzrange(starts_at, ends_at) with &&)
);
create index overrides_user on overrides (user_id, ends_at);
create index overrides_during on overrides using gist (tstzrange(starts_at, ends_at));

-- Who answered when we last looked: a difference is a hand-over.
create table on_call_seen (
  team_id uuid not null references teams on delete cascade,
  level smallint not null,
  user_id uuid references users,
  since timestamptz not null,
  primary key (team_id, level)
);
create table handovers (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  level smallint not null,
  at timestamptz not null,
  from_user uuid references users,
  to_user uuid references users,
  created_at timestamptz not null default imas_now(),
  confirmed_at timestamptz,
  confirmed_by uuid references users,
  unique (team_id, level, at)
);
create index handovers_unseen on handovers (team_id, at) where confirmed_at is null;
-- Told once: the evening before, an hour before.
create table turn_reminders (
  team_id uuid not null references teams on delete cascade,
  level smallint not null,
  user_id uuid not null references users on delete cascade,
  starts_at timestamptz not null,
  kind text not null check (kind in ('day-before', 'hour-before')),
  told_at timestamptz not null default imas_now(),
  primary key (team_id, level, user_id, starts_at, kind)
);

-- Cards that stand in a team's channel or the admins' place and are brought up to date: hand-overs, covers, findings.
create table bulletins (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  -- what it shows: the id of a hand-over, of a cover …
  subject text not null,
  -- null: the admins' place
  team_id uuid references teams on delete cascade,
  -- where it stands: [{"platform", "place", "kind", "message"}]
  posted jsonb not null default '[]',
  wanted bigint not null default 1,
  created_at timestamptz not null default imas_now(),
  unique (kind, subject)
);

alter table teams
  add column slack_user_group_id text,
  add column discord_role_id text;

-- Secret addresses at which calendar programs read; only the hash is kept.
create table calendar_feeds (
  id uuid primary key default gen_random_uuid(),
  hash text not null unique,
  user_id uuid references users on delete cascade,
  team_id uuid references teams on delete cascade,
  created_by uuid references users,
  created_at timestamptz not null default imas_now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  check (num_nonnulls(user_id, team_id) = 1)
);

alter table contacts
  -- a vendor said for good that nothing arrives there: it does not count until it is verified again
  add column bad_since timestamptz,
  add column bad_reason text;

-- What a person chose: by which means, how long after the step. Without rows the default rule of the product holds.
create table notification_rules (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  urgency text not null check (urgency in ('high', 'low')),
  position integer not null,
  means text not null check (means in ('CHAT', 'SMS', 'VOICE', 'EMAIL', 'NTFY', 'WEBHOOK')),
  -- null: every contact of that means
  contact_id uuid references contacts on delete cascade,
  after_seconds integer not null check (after_seconds between 0 and 86400),
  unique (user_id, urgency, position)
);

alter table notifications
  -- told for its own sake, not for an incident: {"title", "body", "actions"} as keys of texts with their parameters
  add column notice jsonb,
  -- once, however often it is queued
  add column notice_key text,
  -- the vendor's own words about what it took
  add column note text,
  add column delivered_at timestamptz;
create unique index notifications_notice on notifications (notice_key, user_id, means, address) where notice_key is not null;
create index notifications_receipt on notifications (receipt) where receipt is not null;

-- What a provider that is asked, not told, has been read up to; and who asks it.
create table provider_cursors (
  provider_id uuid primary key references providers on delete cascade,
  state jsonb not null default '{}',
  asked_until timestamptz
);
-- How fast a provider may be spoken to: shared by all replicas.
create table provider_budgets (
  provider_id uuid primary key references providers on delete cascade,
  tokens double precision not null,
  at timestamptz not null
);
-- Short codes that answer a message: `4A` acknowledges from the phone it was sent to.
create table reply_codes (
  address text not null,
  code text not null,
  notification_id uuid not null references notifications on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (address, code)
);
create index reply_codes_notification on reply_codes (notification_id);

-- A card that could not be brought up to date at once (a rate, an outage, details that wait): looked at again then, by one
-- job a platform over all of them, the worst first, instead of a waiting job for each.
alter table posted_cards
  add column again_at timestamptz,
  add column again_tries smallint not null default 0;
create index posted_cards_again on posted_cards (platform, again_at) where again_at is not null;

-- What a calendar program was given last: while that is unchanged, so is the instant by which it tells.
alter table calendar_feeds
  add column content text,
  add column changed_at timestamptz;

-- What a bulletin shows is over: it is edited where it stands and posted nowhere anew.
alter table bulletins add column is_over boolean not null default false;
-- It goes to these people as a direct message as well; quiet: to them alone.
alter table bulletins
  add column people uuid[] not null default '{}',
  add column is_quiet boolean not null default false;
-- When the turn of whoever hands over began: its pages are counted.
alter table handovers add column from_since timestamptz;

-- Steps of this round (from 1) that found nobody or were out of their hours; the card says so.
alter table runs add column passed_over integer[] not null default '{}';

-- By the default rule a person is rung again by the same means until the step ends: each time is an attempt of its own.
drop index notifications_once;
create unique index notifications_once on notifications (run_id, slot, user_id, means, address, after_seconds) where run_id is not null;

-- What carried a link: answered through it, the contact it went to is confirmed.
alter table acknowledge_links add column notification_id uuid references notifications on delete set null;

-- How many answers a telephone number was sent lately.
create table sms_answers (
  address text primary key,
  began_at timestamptz not null,
  sent integer not null
);

-- Who was asked to take it: they may.
alter table covers add column asked uuid[] not null default '{}';

-- What the nightly check of the coming days found whenever that was something else than the last time: null: for the admins.
create table on_call_checks (
  id uuid primary key default gen_random_uuid(),
  team_id uuid references teams on delete cascade,
  digest text not null,
  findings jsonb not null,
  checked_at timestamptz not null default imas_now()
);
create index on_call_checks_latest on on_call_checks (team_id, checked_at desc);

-- When a person last said or pressed something about an incident that is in hand, where nothing else tells of it.
create table incident_looks (
  incident_id uuid primary key references incidents on delete cascade,
  at timestamptz not null default imas_now()
);

-- What is looked up by these on every card and list.
create index shifts_start on shifts (starts_at);
create index rotations_team on rotations (team_id);
create index rotations_replaced on rotations (replaced_by);
create index covers_group on covers (group_id);
create index overrides_cover on overrides (cover_id) where cover_id is not null;

-- Who said they cannot take it in this round: its later steps leave them out.
alter table runs add column passed_on uuid[] not null default '{}';

-- When the last step of this round was carried out, where that was before its minute: the next round counts from here.
alter table runs add column ended_early_at timestamptz;
