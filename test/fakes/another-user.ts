/** Another user of this machine, for tests of what that user cannot do. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

/** nobody, on Linux. */
export const anotherUser = 65534

/** Only root can act as another user. */
export const isRoot = process.geteuid?.() === 0
/** For the title of a test that needs it. */
export const asRoot = isRoot ? '' : ' (skipped: needs root to act as another user)'

/** Why nothing of this checkout can be run as that user; empty when it can. */
export function whyNotAnotherUser(): string {
  if (!isRoot) return 'needs root to act as another user'
  // A checkout below /root, say, is out of that user's reach before any defence is.
  const script = 'require("node:fs").readFileSync(process.argv[1])'
  const { status } = spawnSync(process.execPath, ['-e', script, import.meta.filename], {
    uid: anotherUser,
    gid: anotherUser,
    cwd: '/',
    stdio: 'ignore',
  })
  return status === 0 ? '' : 'another user cannot read this checkout'
}

/** What that user gets from an address: the status and the body, or the code of the error. */
export async function gotByAnotherUser(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  const script = `require('node:http').get(process.argv[1], { headers: JSON.parse(process.argv[2]) }, (r) => {
    console.log(r.statusCode); r.pipe(process.stdout) }).on('error', (e) => console.log(e.code))`
  const child = spawn(process.execPath, ['-e', script, url, JSON.stringify(headers)], {
    ...{ uid: anotherUser, gid: anotherUser, cwd: '/', env: {}, stdio: ['ignore', 'pipe', 'inherit'] },
  })
  let out = ''
  child.stdout.on('data', (piece: Buffer) => {
    out += piece.toString()
  })
  await once(child, 'close')
  return out
}
