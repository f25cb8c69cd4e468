-- What it takes to undo a merge, for a day.
create table merges (
  from_id uuid primary key references incidents on delete cascade,
  into_id uuid not null references incidents on delete cascade,
  at timestamptz not null,
  undo jsonb not null
);
