import type { Context } from '../../context.ts';

/** Answers to one number in so many minutes: two machines must not talk to each other for long. */
const most = 5;
const minutes = 15;

/** May this number be sent one more answer now? Counts it. */
export async function mayAnswerSms(ctx: Context, address: string): Promise<boolean> {
  const [row] = await ctx.sql<{ sent: number }[]>`
    insert into sms_answers (address, began_at, sent) values (${address}, imas_now(), 1)
    on conflict (address) do update set
      sent = case when sms_answers.began_at < imas_now() - make_interval(mins => ${minutes}) then 1 else sms_answers.sent + 1 end,
      began_at = case when sms_answers.began_at < imas_now() - make_interval(mins => ${minutes}) then imas_now() else sms_answers.began_at end
    returning sent`;
  return row!.sent <= most;
}
