/** Where a value of the table `settings` holds; its `subject` is the id of the team, service or user, '' for the organisation. */
export type Scope = 'organisation' | 'team' | 'service' | 'person';
