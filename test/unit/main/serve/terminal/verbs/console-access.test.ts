import { describe, expect, it } from 'vitest'
import type { ChangeRequest } from '../../../../../../main/actions/console-access/console-access-change.ts'
import { changeConsoleAccess } from '../../../../../../main/actions/console-access/console-access-change.ts'
import { compareConsoleAccess } from '../../../../../../main/actions/console-access/console-access-drift.ts'
import { exportConsoleAccess } from '../../../../../../main/actions/console-access/console-access-export.ts'
import { listConsoleAccessChanges } from '../../../../../../main/actions/console-access/console-access-history.ts'
import { readConsoleAccess } from '../../../../../../main/actions/console-access/console-access-status.ts'
import { undoConsoleAccess } from '../../../../../../main/actions/console-access/console-access-undo.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import type { ConsoleAccessActions } from '../../../../../../main/serve/terminal/verbs/console-access.ts'
import { consoleAccess } from '../../../../../../main/serve/terminal/verbs/console-access.ts'
import type { ConsoleAccessView } from '../../../../../../preload/contract/console-access-views.ts'
import { consoleAccessViewSchema } from '../../../../../../preload/contract/console-access-views.ts'
import { ConsoleAccessScene, office } from '../../../../../fakes/console-access-scene.ts'
import { MemoryLog } from '../../../../../fakes/memory-log.ts'
import { FakeTerminal } from '../../../../../fakes/terminal-io.ts'

const hostile = '\u001b[2J\u202e\u2028gone'

function actionsOf({ dependencies }: ConsoleAccessScene): ConsoleAccessActions {
  return {
    readConsoleAccess: readConsoleAccess(dependencies),
    changeConsoleAccess: changeConsoleAccess(dependencies),
    undoConsoleAccess: undoConsoleAccess(dependencies),
    listConsoleAccessChanges: listConsoleAccessChanges(dependencies),
    exportConsoleAccess: exportConsoleAccess(dependencies),
    compareConsoleAccess: compareConsoleAccess(dependencies),
  }
}

async function run(actions: ConsoleAccessActions, ...argv: readonly string[]) {
  const io = new FakeTerminal()
  const handle = terminal({
    verbs: [consoleAccess(actions)],
    version: '1',
    log: new MemoryLog(),
    now: () => 0,
  })
  const isTerminal = { stdin: false, stdout: false, stderr: false }
  const request = { argv: ['console-access', ...argv], cwd: '/work', env: {}, isTerminal, self: ['signet'] }
  const code = await handle(request, io)
  return { code, out: io.stdout, err: io.stderr }
}

describe('signet console-access', () => {
  it('prints nothing of AWS’s or a file’s text that could move the cursor (T15)', async () => {
    const scene = new ConsoleAccessScene()
    const sid = scene.control.place({
      sourceIp: hostile,
      excludedPrincipal: `arn:aws:iam::111122223333:role/${hostile}`,
    })
    scene.control.turn('on')
    const actions = actionsOf(scene)
    const name = `${hostile}=arn:aws:iam::111122223333:role/Ops`
    const said = [
      await run(actions, 'status', '--situation', name, '--profile', hostile),
      await run(actions, 'status', '--json', '--situation', name),
      await run(actions, 'statements', 'list'),
      await run(actions, 'plan', '--disable', '--situation', name, '--profile', hostile),
      await run(actions, 'plan', '--remove', sid),
      await run(actions, 'export', '--out', `${hostile}.json`),
      await run(actions, 'drift', '--file', `${hostile}.json`),
      await run(actions, 'disable', '--yes', '--profile', hostile),
      await run(actions, 'undo', '--list', '--profile', hostile),
      await run(actions, hostile),
    ]
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2])
    const unprintable = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u
    expect(said.filter(({ out, err }) => unprintable.test(out + err))).toEqual([])
  })

  it('gives a view that the contract knows', async () => {
    const scene = new ConsoleAccessScene()
    scene.control.place(office)
    const { out } = await run(actionsOf(scene), 'status', '--json', '--my-ip', '198.51.100.7')
    const view: ConsoleAccessView = consoleAccessViewSchema.parse(JSON.parse(out))
    expect(view.rows[0]).toEqual({
      name: 'you, now',
      principalArn: 'arn:aws:sts::111122223333:assumed-role/Developer/alice',
      from: '198.51.100.7',
      isPortalUser: false,
      now: { beforeSignIn: 'let-in', afterSignIn: 'let-in' },
      afterwards: { beforeSignIn: 'let-in', afterSignIn: 'let-in' },
      onceOn: { beforeSignIn: 'locked-out', afterSignIn: 'locked-out' },
      outcome: 'keeps',
      reasons: [expect.stringContaining('198.51.100.7')],
    })
  })

  it('takes one plan of several wishes', async () => {
    const asked: ChangeRequest[] = []
    const actions: ConsoleAccessActions = {
      ...actionsOf(new ConsoleAccessScene()),
      changeConsoleAccess: async (request) => {
        asked.push(request)
        throw new TypeError('enough')
      },
    }
    await run(actions, 'apply', '--enable', '--remove', 'abcd, efgh', '--source-ip', '203.0.113.7', '--yes')
    expect(asked[0]).toMatchObject({
      authorization: 'on',
      remove: ['abcd', 'efgh'],
      add: [{ sourceIp: '203.0.113.7' }],
      dryRun: false,
      isConfirmed: true,
    })
  })

  it.each([
    [['plan']],
    [['plan', '--file', 'f', '--enable']],
    [['apply', '--enable', '--disable']],
    [['plan', '--enable', '--yes']],
    [['statements']],
    [['statements', 'add']],
    [['statements', 'remove']],
    [['drift']],
    [['enable', 'now']],
  ])('refuses %j as wrong usage, and says what is right', async (argv) => {
    const { code, err } = await run(actionsOf(new ConsoleAccessScene()), ...argv)
    expect({ code, says: err.length > 30 }).toEqual({ code: 2, says: true })
  })

  it('tells in its help of every command and every option', async () => {
    const { out } = await run(actionsOf(new ConsoleAccessScene()), '--help')
    const words = ['statements remove', '--break-glass', '--confirm', '--vpc-source-ip', '--change', '--out']
    expect(words.filter((word) => !out.includes(word))).toEqual([])
  })
})
