import { contentOf } from '../checks/content.ts';
import { newSecret } from '../ids.ts';
import { addMessage, deleteMessage, editMessage } from '../messages.ts';
import { messageJson } from '../payloads.ts';
import { pingsOf } from '../pings.ts';
import { problems } from '../problems.ts';
import { refuse } from '../refusal.ts';
import type { DiscordMessage, Json, Webhook } from '../state.ts';
import { followUps, isAnswering } from './follow-ups.ts';
import { type Asked, type Routes, channelOf } from './route.ts';

const MOST_WEBHOOKS = 15;

function webhookOf({ world, params }: Asked): Webhook {
  const webhook = world.webhooks.get(params['webhook']!) ?? refuse(10_015);
  return params['token'] === undefined || webhook.token === params['token'] ? webhook : refuse(50_027);
}
const saidBy = (asked: Asked, webhook: Webhook): DiscordMessage => asked.world.messages.find((it) => it.id === asked.params['message'] && it.webhookId === webhook.id && !it.deleted) ?? refuse(10_008);

const webhookJson = (asked: Asked, it: Webhook): Json => ({
  id: it.id, type: 1, name: it.name, avatar: null, channel_id: it.channelId, guild_id: asked.world.channels.get(it.channelId)?.guildId, application_id: asked.world.applicationId, token: it.token, url: `${asked.world.origin}/api/webhooks/${it.id}/${it.token}`,
});

function execute(asked: Asked): Json | undefined {
  const { world, body, query } = asked;
  const webhook = webhookOf(asked);
  const threadId = query.get('thread_id');
  const channel = world.channels.get(threadId ?? webhook.channelId) ?? refuse(10_003);
  const said = contentOf(body, asked.files);
  const allowed = body['allowed_mentions'] as Json | undefined;
  const message = addMessage(world, { ...said, channelId: channel.id, authorId: webhook.id, webhookId: webhook.id, attachments: asked.files, hasAllowedMentions: allowed !== undefined, pings: pingsOf(world, channel, webhook.id, said, allowed, 'answer') });
  return query.get('wait') === 'true' ? messageJson(world, message) : undefined;
}

function edit(asked: Asked): Json {
  const message = saidBy(asked, webhookOf(asked));
  editMessage(asked.world, message, contentOf(asked.body, message.attachments, message), asked.body['content'] === undefined || asked.body['allowed_mentions'] !== undefined);
  return messageJson(asked.world, message);
}

/** Webhooks of channels; the same paths with the application's id and an interaction's token are its answers. */
export const webhooks: Routes = {
  'POST /channels/:channel/webhooks': (asked) => {
    const { world } = asked;
    const channel = channelOf(asked, 'ManageWebhooks');
    const found = problems();
    found.text('name', asked.body['name'], 1, 80);
    found.refuseIfAny();
    if ([...world.webhooks.values()].filter((it) => it.channelId === channel.id).length >= MOST_WEBHOOKS) refuse(30_007);
    return webhookJson(asked, newWebhook(asked, channel.id, String(asked.body['name'])));
  },
  'GET /channels/:channel/webhooks': (asked) => {
    const channel = channelOf(asked, 'ManageWebhooks');
    return [...asked.world.webhooks.values()].filter((it) => it.channelId === channel.id).map((it) => webhookJson(asked, it));
  },
  'GET /webhooks/:webhook/:token': (asked) => webhookJson(asked, webhookOf(asked)),
  'DELETE /webhooks/:webhook/:token': (asked) => void asked.world.webhooks.delete(webhookOf(asked).id),
  'POST /webhooks/:webhook/:token': (asked) => (isAnswering(asked) ? followUps.say(asked) : execute(asked)),
  'GET /webhooks/:webhook/:token/messages/:message': (asked) => messageJson(asked.world, isAnswering(asked) ? followUps.find(asked) : saidBy(asked, webhookOf(asked))),
  'PATCH /webhooks/:webhook/:token/messages/:message': (asked) => (isAnswering(asked) ? followUps.edit(asked) : edit(asked)),
  'DELETE /webhooks/:webhook/:token/messages/:message': (asked) => deleteMessage(asked.world, isAnswering(asked) ? followUps.find(asked) : saidBy(asked, webhookOf(asked))),
};

export function newWebhook({ world }: Pick<Asked, 'world'>, channelId: string, name: string): Webhook {
  const webhook: Webhook = { id: world.newId(), token: newSecret(), channelId, name };
  world.webhooks.set(webhook.id, webhook);
  return webhook;
}
