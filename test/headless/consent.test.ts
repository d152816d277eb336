/** Real programs, real processes: who asks is found out, a person is asked, and another program still is. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityView, ConsentQuestionView } from '../../preload/contract/activity-views.ts'
import { atTerminal, hasTerminal } from '../fakes/terminal.ts'
import { builtRelay, Scene, until } from './harness.ts'

const whyNot = process.platform === 'linux' ? (hasTerminal ? '' : 'there is no python3') : 'this is not Linux'

/** A shell that stays: what it runs is of one session. */
class Shell {
  readonly child: ChildProcess
  #said = ''
  #count = 0

  constructor(scene: Scene) {
    this.child = spawn('/bin/bash', {
      env: scene.env,
      cwd: scene.folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text
      })
    }
  }

  /** What the line says, and the code that it ends with. */
  async run(line: string): Promise<{ readonly said: string; readonly code: number }> {
    this.#count += 1
    const mark = `ended-${this.#count}:`
    this.#said = ''
    this.child.stdin?.write(`${line}; echo "${mark}$?"\n`)
    await until(() => this.#said.includes(mark), `${line} ends`)
    const [said = '', code = ''] = this.#said.split(mark)
    return { said, code: Number.parseInt(code, 10) }
  }

  async end(): Promise<void> {
    this.child.stdin?.end()
    await once(this.child, 'close')
  }
}

describe.skipIf(whyNot !== '')(`a profile that asks first${whyNot && ` (skipped: ${whyNot})`}`, () => {
  let scene: Scene
  let shell: Shell
  const relay = { name: 'built', command: builtRelay, whyNot: '' }

  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('prod')
    // Two programs that start another and wait for it: the same code, two files.
    for (const name of ['terraform', 'evil']) copyFileSync('/usr/bin/timeout', join(scene.folder, name))
    await policy('--use', 'ask')
    shell = new Shell(scene)
  })
  afterAll(async () => {
    await shell?.end()
    await scene?.close()
  })

  const policy = (...args: string[]) => scene.run(['profiles', 'policy', 'prod', ...args])
  const line = (program: string) =>
    `./${program} 120 ${builtRelay.join(' ')} credential-process --profile prod`
  const pending = async () =>
    JSON.parse((await scene.run(['approve', '--json'])).stdout) as readonly ConsentQuestionView[]
  const question = async () => {
    await until(async () => (await pending()).length > 0, 'a question waits')
    return (await pending())[0] as ConsentQuestionView
  }
  const activity = async () =>
    (await scene.run(['activity', '--json'])).stdout
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text) as ActivityView)
  /** A person at a terminal of their own. */
  const person = (args: string[], ...steps: Parameters<typeof atTerminal>[2]) =>
    atTerminal(relay, args, steps, { home: scene.folder, env: { ...scene.env } })

  it('names the program by the system’s word, and serves it after a yes (T26, M11)', async () => {
    const asked = shell.run(line('terraform'))
    const { id, consumer, canRemember } = await question()
    expect({ consumer, canRemember }).toMatchObject({
      canRemember: true,
      consumer: {
        how: 'verified',
        program: { exe: join(scene.folder, 'terraform') },
        parent: { pid: shell.child.pid },
        relay: { exe: builtRelay[0] },
        leader: { pid: shell.child.pid },
      },
    })
    const { transcript, code } = await person(['approve', id])
    expect([code, transcript]).toEqual([
      0,
      expect.stringContaining('Approved for this program and terminal.'),
    ])
    expect(await asked).toMatchObject({ code: 0, said: expect.stringContaining('"Version":1') })
    const by = (await activity()).find(({ event }) => event === 'approved')?.by
    expect([by?.how, by?.tty]).toEqual(['verified', expect.stringMatching(/^\/dev\/pts\//)])
  })

  it('asks the approved program no more, and still asks for the other one (T26)', async () => {
    expect((await shell.run(line('terraform'))).code).toBe(0)
    const asked = shell.run(line('evil'))
    const { consumer } = await question()
    expect(consumer.program?.exe).toBe(join(scene.folder, 'evil'))
    await scene.run(['approve', '--deny'])
    expect(await asked).toEqual({
      code: 1,
      said: 'signet: Profile "prod" asks first, and the answer was no.\n',
    })
    expect((await shell.run(line('terraform'))).code).toBe(0)
  })

  it('asks the same program again where it runs in another session (T26)', async () => {
    const other = new Shell(scene)
    const asked = other.run(line('terraform'))
    await question()
    await scene.run(['approve', '--deny'])
    expect((await asked).code).toBe(1)
    await other.end()
  })

  it('takes no yes from a program that has no terminal (T26)', async () => {
    const asked = shell.run(line('evil'))
    const { id } = await question()
    const refused = await scene.run(['approve', id])
    expect([refused.code, refused.stderr]).toEqual([
      1,
      'signet: A yes is taken only from a person at a terminal. Run "signet approve" there yourself.\n',
    ])
    expect(await pending()).toHaveLength(1)
    await scene.run(['approve', id, '--deny'])
    expect((await asked).code).toBe(1)
  })

  it('forgets the yes with a lock (T26)', async () => {
    await scene.run(['lock'])
    await scene.run(['unlock'])
    const asked = shell.run(line('terraform'))
    await question()
    await scene.run(['approve', '--deny'])
    expect((await asked).code).toBe(1)
  })

  it('asks a person who follows the activity, and shows what comes of it', async () => {
    const watching = person(
      ['activity', '--follow'],
      { expect: 'Give them? [y]es, [o]nce or [n]o', send: 'well\n' },
      { expect: 'Give them? [y]es, [o]nce or [n]o', send: 'once\n' },
      { expect: 'served', signal: 'INT' },
    )
    const asked = shell.run(line('terraform'))
    expect((await asked).code).toBe(0)
    const { transcript } = await watching
    expect(transcript).toContain(`program    ${join(scene.folder, 'terraform')}, pid`)
    expect(transcript).toContain('approved')
  })

  it('asks a person who types a command at the terminal itself', async () => {
    const { transcript, code } = await person(['env', '-P', 'prod'], {
      expect: 'Type yes, once or no: ',
      send: 'yes\n',
    })
    expect([code, transcript]).toEqual([0, expect.stringContaining('AWS_SECRET_ACCESS_KEY')])
    const denied = await person(['env', '-P', 'prod'], { expect: 'Type yes, once or no: ', send: 'no\n' })
    expect([denied.code, denied.transcript]).toEqual([
      1,
      expect.not.stringContaining('AWS_SECRET_ACCESS_KEY'),
    ])
  })

  it('is closed at once where the policy says never, and open again only by its name', async () => {
    await policy('--use', 'deny', '--production')
    expect(await shell.run(line('terraform'))).toEqual({
      code: 1,
      said: 'signet: Profile "prod" is closed: its policy says that nobody gets its credentials. Change it with: signet profiles policy prod --use ask\n',
    })
    expect((await policy('--use', 'allow')).code).toBe(1)
    const wrong = await person(['profiles', 'policy', 'prod', '--use', 'allow'], {
      expect: 'to go on: ',
      send: 'yes\n',
    })
    expect(wrong.code).toBe(1)
    const right = await person(['profiles', 'policy', 'prod', '--use', 'allow'], {
      expect: 'to go on: ',
      send: 'prod\n',
    })
    expect(right.code).toBe(0)
    expect((await shell.run(line('terraform'))).code).toBe(0)
    const changes = (await activity()).filter(({ event }) => event === 'policy-changed')
    expect(changes.map(({ note }) => note)).toEqual([
      'use: allow → ask',
      'use: ask → deny, not production → production',
      'use: deny → allow',
    ])
  })

  it('leaves a log that is as it was written', async () => {
    const { code, stdout } = await scene.run(['activity', 'verify'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('as they were written')])
  })
})
