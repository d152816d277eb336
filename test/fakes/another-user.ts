/** Another user of this machine, for tests of what that user cannot do. */
import { spawnSync } from 'node:child_process'
import process from 'node:process'

/** nobody, on Linux. */
export const anotherUser = 65534

/** Why nothing of this checkout can be run as that user; empty when it can. */
export function whyNotAnotherUser(): string {
  if (process.geteuid?.() !== 0) return 'needs root to act as another user'
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
