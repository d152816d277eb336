/**
 * Programs as people have them, that ask for credentials.
 *
 * @module
 */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Scene } from '../headless/harness.ts'
import { builtRelay } from '../headless/harness.ts'
import type { Running } from '../headless/running.ts'

/** A program of this name asks for a profile's credentials. */
export function asked(
  scene: Scene,
  name: string,
  profile: string,
): { readonly running: Running; readonly stop: () => Promise<unknown> } {
  const program = join(scene.folder, 'bin', name)
  if (!existsSync(program)) {
    mkdirSync(join(scene.folder, 'bin'), { recursive: true })
    // What it is called is the file's name: a shell by another one.
    copyFileSync('/bin/bash', program)
  }
  const [relay = ''] = builtRelay
  // It goes on for a moment with what it got, as a tool does: it is looked at then.
  const running = scene.program(program, [
    '-c',
    `"${relay}" credential-process --profile "${profile}"; sleep 0.4; exit`,
  ])
  const stop = () => {
    const { pid } = running.child
    // Its own group: the relay it waits for ends with it.
    if (pid !== undefined && !running.hasEnded) process.kill(-pid)
    return running.ended
  }
  return { running, stop }
}
