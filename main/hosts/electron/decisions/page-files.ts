/**
 * The window's files, as `app://ui/` serves them (D1). An address names a file or it names nothing: no path is put together.
 *
 * @module
 */
import type { WindowFile } from '../../../kernel/ports/window-files.ts'
import { pageHeaders } from '../../../serve/browser/wire.ts'
import { pageOrigin } from './page-address.ts'

export interface PageReply {
  readonly status: 200 | 404 | 405
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

const words = (text: string): WindowFile => ({
  type: 'text/plain; charset=utf-8',
  bytes: new TextEncoder().encode(`${text}\n`),
})

/** @param address - As asked, before any parser has had its say on it. */
export function answerPage(
  method: string,
  address: string,
  files: ReadonlyMap<string, WindowFile>,
): PageReply {
  if (method !== 'GET') return reply(405, words('Only GET is answered here.'))
  const path = new RegExp(`^${pageOrigin}/([A-Za-z0-9._/-]*)$`).exec(address)?.[1]
  const file = path === undefined ? undefined : files.get(path === '' ? 'index.html' : path)
  return file === undefined ? reply(404, words('There is nothing here.')) : reply(200, file)
}

function reply(status: PageReply['status'], { type, bytes }: WindowFile): PageReply {
  // SECURITY (D2): the page reaches the agent over IPC, so it may connect to nothing at all.
  return { status, headers: { ...pageHeaders("'none'"), 'content-type': type }, bytes }
}
