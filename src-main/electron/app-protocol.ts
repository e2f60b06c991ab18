/** Serves the built window under app://netwright/, with the headers of the loopback server. No file: addresses. */
import { contentHeaders, windowFile } from '../services/window-content.ts';
import { isOwnPage } from './window-security.ts';

export async function answerAppRequest(request: Request, contentFolder: string): Promise<Response> {
  if (request.method !== 'GET') return refuse(405);
  if (!isOwnPage(request.url)) return refuse(403);
  const file = await windowFile(contentFolder, new URL(request.url).pathname);
  if (file === null) return refuse(404);
  return new Response(new Uint8Array(file.bytes), {
    headers: { ...contentHeaders, 'Content-Type': file.type },
  });
}

const refuse = (status: number): Response => new Response(null, { status, headers: contentHeaders });
