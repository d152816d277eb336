import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nodeProcesses } from '../../../../../main/hosts/node/processes.ts'

const isLinux = process.platform === 'linux'

describe.skipIf(!isLinux)(`nodeProcesses${isLinux ? '' : ' (skipped: this is not Linux)'}`, () => {
  let folder: string
  const started: ChildProcess[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-processes-'))
  })
  afterEach(async () => {
    for (const child of started.splice(0)) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(folder, { recursive: true })
  })
  const start = async (program: string, args: readonly string[], options = {}): Promise<number> => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], ...options })
    started.push(child)
    await once(child, 'spawn')
    return child.pid ?? 0
  }
  const socket = () => join(folder, 'agent.sock')

  it('tells a process by its parent, its file, its words and its folder', async () => {
    const pid = await start('/usr/bin/sleep', ['60'], { cwd: '/usr', detached: true })
    const facts = nodeProcesses(socket()).look(pid)
    expect(facts).toEqual({
      pid,
      parentPid: process.pid,
      startedAt: expect.stringMatching(/^\d+$/),
      executable: '/usr/bin/sleep',
      executableId: expect.stringMatching(/^\d+:\d+:\d+:/),
      words: ['/usr/bin/sleep', '60'],
      folder: '/usr',
      sessionLeader: pid,
      terminal: undefined,
    })
    expect(nodeProcesses(socket()).startedAt(pid)).toBe(facts?.startedAt)
  })

  it('is not misled by a program’s name, whatever stands in it', async () => {
    const program = join(folder, ') R 1 1 (x')
    copyFileSync('/usr/bin/sleep', program)
    const pid = await start(program, ['60'])
    expect(nodeProcesses(socket()).look(pid)).toMatchObject({ parentPid: process.pid, executable: program })
  })

  it('notices that another file has taken the place of the executable', async () => {
    const program = join(folder, 'tool')
    copyFileSync('/usr/bin/sleep', program)
    const [first, second] = [await start(program, ['60']), await start(program, ['60'])]
    rmSync(program)
    copyFileSync('/usr/bin/sleep', program)
    const third = await start(program, ['60'])
    const ids = [first, second, third].map((pid) => nodeProcesses(socket()).look(pid)?.executableId)
    expect(ids[0]).toBe(ids[1])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('knows nothing of the first process, of none, and of what is no pid', () => {
    const { look, startedAt } = nodeProcesses(socket())
    const none = [0, 1, -1, 1.5, Number.NaN, 2 ** 40]
    expect(none.map((pid) => [look(pid), startedAt(pid)])).toEqual(none.map(() => [undefined, undefined]))
  })

  it('tells who holds a file open, and who does not (M11)', async () => {
    const file = nodeProcesses(socket()).makeHeldFile()
    const script = `exec 9<"$0"; echo ready; read line`
    const child = spawn('/bin/bash', ['-c', script, file.path], { stdio: ['pipe', 'pipe', 'inherit'] })
    started.push(child)
    await once(child.stdout, 'data')
    const other = await start('/usr/bin/sleep', ['60'])
    expect([child.pid ?? 0, other, 1, 0, 2 ** 40].map(file.isHeldBy)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    file.remove()
    expect(existsSync(file.path)).toBe(false)
    file.remove()
  })

  it('does not take the agent for a relay, whatever it holds', () => {
    const file = nodeProcesses(socket()).makeHeldFile()
    const fd = openSync(file.path, 'r')
    expect(file.isHeldBy(process.pid)).toBe(false)
    closeSync(fd)
    file.remove()
  })

  it('sweeps what an earlier agent has left, and nothing else', () => {
    const [left, others] = [
      `agent.sock.${'a'.repeat(32)}`,
      ['agent.sock', 'agent.sock.x', `agent-2.sock.${'a'.repeat(32)}`],
    ]
    for (const name of [left, ...others]) writeFileSync(join(folder, name), '')
    nodeProcesses(socket()).makeHeldFile().remove()
    expect(readdirSync(folder).sort()).toEqual(others.toSorted())
  })
})

describe('nodeProcesses elsewhere', () => {
  it('tells nothing, and says so', () => {
    const processes = nodeProcesses('/run/agent.sock', 'darwin')
    expect([processes.canTell, processes.look(process.pid), processes.startedAt(process.pid)]).toEqual([
      false,
      undefined,
      undefined,
    ])
  })
})
