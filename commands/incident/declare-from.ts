import { z } from 'zod';
import { command } from '../../src/chat/command.ts';
import { choice, longText, optional, service, severity, text } from '../../src/chat/options.ts';
import { answerMessage } from '../../src/domain/incidents/answer-message.ts';
import { heardMessage } from '../../src/domain/incidents/heard-message.ts';
import { declared, offered } from './declare.ts';

/** What a form's field holds at most, less what is put behind it. */
const titleMax = 150;
const descriptionMax = 2500;

/** Declares with the words of a message that somebody chose; the message is answered with what came of it. */
export const declareFrom = command({
  description: 'happenings.declare_from', title: 'titles.incident_declare_from',
  needs: 'add_incident',
  hidden: true,
  submit: 'commands.submit_declare',
  options: z.object({
    message: text({ label: 'happenings.option_message' }),
    /** Whether the open incidents of the service were seen. */
    seen: choice(['no', 'yes'], { label: 'happenings.option_seen' }),
    severity: severity(),
    service: optional(service()),
    title: text({ label: 'commands.option_title', help: 'commands.help_title' }),
    description: optional(longText({ label: 'commands.option_description' })),
  }),
  async prefill(ask, { message }) {
    if (message === undefined) return {};
    const heard = await heardMessage(ask.ctx, message);
    const [first = ''] = heard.text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
    const whole = heard.text.length > descriptionMax ? `${heard.text.slice(0, descriptionMax).toWellFormed()}…` : heard.text;
    const source = [ask.say('happenings.said_by', { author: heard.author }), ...(heard.link === undefined ? [] : [heard.link])].join(': ');
    return { title: first.slice(0, titleMax).toWellFormed(), description: `${whole}\n\n${source}` };
  },
  async run(ask, { message, seen, ...said }) {
    const heard = await heardMessage(ask.ctx, message);
    const before = seen === 'yes' ? undefined : await offered(ask, said, { command: 'incident/declare-from', args: { message, seen: 'yes' } });
    return before ?? declared(ask, said, (incidentId) => answerMessage(ask.ctx, incidentId, heard));
  },
});
