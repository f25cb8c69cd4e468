import { z } from 'zod';
import { notFound } from '../../src/errors.ts';
import { nearest } from '../../src/domain/nearest.ts';
import { demand, may } from '../../src/permissions.ts';
import { done } from '../../src/chat/answer.ts';
import { button } from '../../src/chat/cards/button.ts';
import { jobsCard } from '../../src/chat/cards/status.ts';
import { command } from '../../src/chat/command.ts';
import { jobs } from '../../src/chat/known/work.ts';
import { optional, text } from '../../src/chat/options.ts';

export const imasJobs = command({
  description: 'imasCommands.jobs_of', title: 'titles.imas_jobs', needs: 'view_team',
  options: z.object({ run: optional(text({ known: jobs, label: 'imasCommands.run_now', help: 'imasCommands.help_run', max: 80 })) }),
  async run(ask, { run: word }) {
    demand(ask.ctx, word === undefined ? 'view_team' : 'run_maintenance');
    const jobs = await ask.ports.schedules();
    if (word === undefined) return { kind: 'card', card: jobsCard(ask, jobs, may(ask.ctx.actor, 'run_maintenance')), private: true };
    const name = word.trim().toLowerCase().replaceAll('_', '-');
    const names = jobs.map((job) => job.name);
    if (!names.includes(name)) throw notFound('imasCommands.unknown_job', { name: word }, nearest(name, names));
    const result = await ask.ports.runSchedule(name);
    return done(ask.say('imasCommands.ran', { name }), { text: result === '' ? [] : [[result]], actions: button(ask, 'imas/jobs', 'imasCommands.jobs_button') });
  },
});
