import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Workspace } from './state.ts';

/** The content of a file, posted to the address files.getUploadURLExternal gave. */
export async function receiveUpload(world: Workspace, id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = world.files.get(id);
  const content = await buffer(request);
  if (file) file.content = content;
  response.writeHead(file ? 200 : 404).end();
}
