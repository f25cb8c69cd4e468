create table services (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text not null default '',
  owner_team_id uuid not null references teams,
  criticality text not null default 'TIER_3' check (criticality in ('TIER_1_CRITICAL', 'TIER_2', 'TIER_3')),
  urgency text not null default 'by_severity' check (urgency in ('by_severity', 'high', 'low', 'high_in_working_hours')),
  runbook_url text,
  dashboard_url text,
  is_active boolean not null default true,
  is_triage boolean not null default false,
  created_at timestamptz not null default imas_now()
);
create unique index services_triage on services (is_triage) where is_triage;
create index services_team on services (owner_team_id);

-- Names and aliases share one namespace: an alert's word finds at most one service.
create table service_names (
  name text primary key check (name = lower(name)),
  service_id uuid not null references services on delete cascade,
  is_alias boolean not null
);
create index service_names_service on service_names (service_id);

create table sources (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null,
  is_active boolean not null default true,
  default_severity text not null default 'SEV3_MEDIUM' check (default_severity in ('SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW')),
  service_labels text[] not null default '{service,job,app,component}',
  team_labels text[] not null default '{team,owner}',
  -- word → severity, on top of the product's own table
  severity_words jsonb not null default '{}',
  -- who answers for what cannot be placed; null: Triage
  owner_team_id uuid references teams on delete set null,
  -- 'service' | 'service+alertname' | 'alert' | 'labels:a,b'
  grouping text not null default 'service',
  auto_resolve boolean not null default true,
  tool_may_acknowledge boolean not null default false,
  -- sealed secret for HMAC signatures (Sentry, Grafana)
  signing_secret text,
  first_alert_at timestamptz,
  created_at timestamptz not null default imas_now()
);
create unique index sources_name on sources (lower(name));

-- Two live tokens during a rotation: the old one ends with its grace period.
create table source_tokens (
  hash text primary key,
  source_id uuid not null references sources on delete cascade,
  created_at timestamptz not null default imas_now(),
  expires_at timestamptz
);
create index source_tokens_source on source_tokens (source_id);

create table rules (
  id uuid primary key default gen_random_uuid(),
  source_id uuid not null references sources on delete cascade,
  -- lower first; the first match wins
  position integer not null,
  name text not null default '',
  -- [{"label":"env","op":"=","value":"prod"}]
  matchers jsonb not null,
  target_service_id uuid references services on delete cascade,
  override_severity text check (override_severity in ('SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW')),
  is_drop boolean not null default false,
  grouping text,
  created_at timestamptz not null default imas_now()
);
create index rules_source on rules (source_id, position);

create table providers (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  kind text not null,
  -- secret members are sealed one by one: "enc:<key id>:…"
  config jsonb not null,
  priority integer not null default 100,
  is_active boolean not null default true,
  last_used_at timestamptz,
  last_error text,
  created_at timestamptz not null default imas_now()
);
create unique index providers_name on providers (lower(name));

create table escalation_policies (
  id uuid primary key default gen_random_uuid(),
  team_id uuid not null references teams on delete cascade,
  name text not null,
  -- null: the team's default
  severity text check (severity in ('SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW')),
  repeat_count integer not null default 0,
  repeat_interval_minutes integer not null default 30,
  -- [{"delay_minutes":0,"targets":[{"kind":"ON_CALL","level":1}],"means":null}]
  steps jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null default imas_now()
);
create unique index escalation_policies_severity on escalation_policies (team_id, coalesce(severity, ''));
create unique index escalation_policies_name on escalation_policies (team_id, lower(name));

-- Grows with every committed change of sources, rules, services, teams: intake's cache key.
create table configuration_version (
  single boolean primary key default true check (single),
  version bigint not null default 1
);
insert into configuration_version default values;
create function configuration_changed() returns trigger language plpgsql as $$
begin
  update configuration_version set version = version + 1;
  perform pg_notify('imas_configuration', '');
  return null;
end $$;
create trigger services_changed after insert or update or delete on services for each statement execute function configuration_changed();
create trigger service_names_changed after insert or update or delete on service_names for each statement execute function configuration_changed();
create trigger sources_changed after insert or delete or update of name, kind, is_active, default_severity, service_labels, team_labels, severity_words, owner_team_id, grouping, auto_resolve, tool_may_acknowledge, signing_secret on sources for each statement execute function configuration_changed();
create trigger source_tokens_changed after insert or update or delete on source_tokens for each statement execute function configuration_changed();
create trigger rules_changed after insert or update or delete on rules for each statement execute function configuration_changed();
create trigger teams_changed after insert or update or delete on teams for each statement execute function configuration_changed();
