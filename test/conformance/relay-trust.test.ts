/** Whom a relay believes: files, folders and sockets of its own user only. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anotherUser, asRoot, isRoot, whyNotAnotherUser } from '../fakes/another-user.ts'
import { relays, runRelay } from '../fakes/relays.ts'
import { ScriptedAgent } from '../fakes/scripted-agent.ts'

const whyNotNobody = whyNotAnotherUser()
const asNobody = whyNotNobody && ` (skipped: ${whyNotNobody})`

for (const relay of relays()) {
  const isAbsent = relay.command.length === 0
  const why = isAbsent ? ` (skipped: ${relay.whyNot})` : ''

  describe.skipIf(isAbsent)(`what the ${relay.name} relay believes${why}`, () => {
    let agent: ScriptedAgent
    let stateDir: string
    let runDir: string
    let witness: string
    beforeEach(async () => {
      agent = await ScriptedAgent.start()
      stateDir = join(agent.home, 'state')
      runDir = join(agent.home, 'run')
      witness = join(agent.home, 'launched')
      // A launch that leaves a trace: no doubt may end in starting something either.
      launchIs(`/usr/bin/touch\n${witness}\n`)
    })
    afterEach(() => agent.stop())

    const launchIs = (text: string) => writeFileSync(join(stateDir, 'launch'), text, { mode: 0o600 })
    const run = (...args: string[]) => runRelay(relay, args, { home: agent.home })

    const attacks: { what: string; attack: () => void; fault: string; byRoot?: boolean }[] = [
      {
        what: 'a state folder open to others',
        attack: () => chmodSync(stateDir, 0o770),
        fault: 'is open to other users',
      },
      {
        what: 'a state folder that is a link',
        attack: () => moveBehindLink(stateDir),
        fault: 'is not a folder',
      },
      {
        what: 'a run folder open to others',
        attack: () => chmodSync(runDir, 0o710),
        fault: 'is open to other users',
      },
      { what: 'a run folder that is a link', attack: () => moveBehindLink(runDir), fault: 'is not a folder' },
      {
        what: 'an endpoint open to others',
        attack: () => chmodSync(agent.endpointPath, 0o660),
        fault: 'is open to other users',
      },
      {
        what: 'an endpoint that is a link',
        attack: () => moveBehindLink(agent.endpointPath),
        fault: 'is not a file',
      },
      {
        what: 'a socket that is a link',
        attack: () => moveBehindLink(agent.socketPath),
        fault: 'is not a socket',
      },
      {
        what: 'a socket that is a file',
        attack: () => {
          unlinkSync(agent.socketPath)
          writeFileSync(agent.socketPath, '')
        },
        fault: 'is not a socket',
      },
      {
        what: "another's state folder",
        attack: () => chownSync(stateDir, anotherUser, anotherUser),
        fault: 'belongs to another user',
        byRoot: true,
      },
      {
        what: "another's run folder",
        attack: () => chownSync(runDir, anotherUser, anotherUser),
        fault: 'belongs to another user',
        byRoot: true,
      },
      {
        what: "another's endpoint",
        attack: () => chownSync(agent.endpointPath, anotherUser, anotherUser),
        fault: 'belongs to another user',
        byRoot: true,
      },
      {
        what: "another's socket",
        attack: () => chownSync(agent.socketPath, anotherUser, anotherUser),
        fault: 'belongs to another user',
        byRoot: true,
      },
    ]
    for (const { what, attack, fault, byRoot } of attacks) {
      it.skipIf(byRoot && !isRoot)(`does not use ${what} (T5)${byRoot ? asRoot : ''}`, async () => {
        attack()
        const { code, out, err } = await run('credential-process')
        expect({ code, out: out.toString(), err, calls: agent.calls.length }).toEqual({
          code: 1,
          out: '',
          err: expect.stringMatching(
            new RegExp(
              `^signet: "${agent.home}.*" ${fault}\\. Signet does not use it\\. See: signet doctor\\n$`,
            ),
          ),
          calls: 0,
        })
        expect(rmIfThere(witness)).toBe(false)
      })
    }

    const launches: { what: string; plant: (path: string) => void; byRoot?: boolean }[] = [
      { what: 'open to others', plant: (path) => chmodSync(path, 0o666) },
      { what: 'a link', plant: (path) => moveBehindLink(path) },
      { what: "another's", plant: (path) => chownSync(path, anotherUser, anotherUser), byRoot: true },
    ]
    for (const { what, plant, byRoot } of launches) {
      it.skipIf(byRoot && !isRoot)(
        `starts nothing by a launch file that is ${what} (T5)${byRoot ? asRoot : ''}`,
        async () => {
          unlinkSync(agent.endpointPath)
          plant(join(stateDir, 'launch'))
          const { code, err } = await run('list')
          expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('Signet does not use it') })
          expect(rmIfThere(witness)).toBe(false)
        },
      )
    }

    it.skipIf(whyNotNobody !== '')(`does not reach the agent of another user (T4)${asNobody}`, async () => {
      // The modes are those of a real home; the parent lets others through, as /tmp does.
      chmodSync(agent.home, 0o755)
      const closed = await runRelay(relay, ['list'], {
        home: agent.home,
        spawn: { uid: anotherUser, gid: anotherUser, cwd: '/' },
      })
      expect({ code: closed.code, err: closed.err, calls: agent.calls.length }).toEqual({
        code: 1,
        err: expect.stringContaining('Signet does not use it'),
        calls: 0,
      })
    })

    it.skipIf(!isRoot)(`is not fooled by a home that another user has laid out (T5)${asRoot}`, async () => {
      // Nobody has planted a home; root is told to use it.
      for (const path of [agent.home, stateDir, runDir, agent.endpointPath, agent.socketPath])
        chownSync(path, anotherUser, anotherUser)
      const { code, err } = await run('list')
      expect({ code, err, calls: agent.calls.length }).toEqual({
        code: 1,
        err: `signet: "${stateDir}" belongs to another user. Signet does not use it. See: signet doctor\n`,
        calls: 0,
      })
    })

    it('runs nothing that a PATH puts in the way (T28)', async () => {
      const folder = join(agent.home, 'evil')
      mkdirSync(folder)
      const trace = join(agent.home, 'evil-ran')
      for (const name of [
        'flock',
        'node',
        'touch',
        'setsid',
        'sh',
        'env',
        'tty',
        'stty',
        'signet',
        'uname',
        'id',
      ]) {
        writeFileSync(join(folder, name), `#!/bin/sh\n/usr/bin/touch ${trace}\n`, { mode: 0o755 })
      }
      unlinkSync(agent.endpointPath)
      launchIs('/bin/false\n')
      const { code } = await runRelay(relay, ['list'], { home: agent.home, env: { PATH: folder } })
      expect({ code, evilRan: rmIfThere(trace) }).toEqual({ code: 1, evilRan: false })
    })
  })
}

function moveBehindLink(path: string): void {
  renameSync(path, `${path}-moved`)
  symlinkSync(`${path}-moved`, path)
}

/** Whether it was there. */
function rmIfThere(path: string): boolean {
  try {
    rmSync(path)
    return true
  } catch {
    return false
  }
}
