-- What two chat platforms need to stand in for each other, and what was still missing for people and providers.
select 1;
