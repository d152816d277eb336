import type { Session } from 'electron'
import type { WindowFile } from '../../kernel/ports/window-files.ts'
import { answerPage } from './decisions/page-files.ts'

/** Serves the window's files to this session at `app://ui/`. */
export function servePage(session: Session, files: ReadonlyMap<string, WindowFile>): void {
  session.protocol.handle('app', (request) => {
    const { status, headers, bytes } = answerPage(request.method, request.url, files)
    return new Response(new Uint8Array(bytes), { status, headers })
  })
}
