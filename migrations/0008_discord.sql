-- What was registered with Discord: all commands of a server are sent at once, and only when they changed.
create table discord_registrations (
  guild_id text not null,
  application_id text not null,
  hash text not null,
  registered_at timestamptz not null default imas_now(),
  primary key (guild_id, application_id)
);
