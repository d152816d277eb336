import { describe, expect, it } from 'vitest'
import { execFiles } from '../../../../../main/actions/credentials/exec-files.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { SeededRandom } from '../../../../fakes/seeded-random.ts'

function world() {
  const [files, clock] = [new MemoryFiles(), new FakeClock()]
  const processes = new Map<number, string>([[7, 'a']])
  const make = (seed = 1) =>
    execFiles({
      ...{ files, clock, random: new SeededRandom(seed), folder: '/run/exec' },
      processes: { startedAt: (pid) => processes.get(pid) },
    })
  return { files, clock, processes, make, exec: make() }
}

const asking = (env: Readonly<Record<string, string>> = {}) => ({ env, cwd: '/' })

describe('execFiles', () => {
  it('writes what is there, for nobody else to read, and takes it away', async () => {
    const { exec, files } = world()
    const { paths, remove } = await exec.write({ config: 'c', token: 't' }, asking(), 7)
    expect(paths).toEqual({
      config: expect.stringMatching(/^\/run\/exec\/[0-9a-f]{16}\.config$/),
      credentials: undefined,
      token: expect.stringMatching(/^\/run\/exec\/[0-9a-f]{16}\.token$/),
    })
    expect([...files.contents.values()].map(({ mode }) => mode)).toEqual([0o600, 0o600, 0o600])
    await remove()
    expect(files.names('/run/exec')).toEqual([])
  })

  it('leaves nothing when the disk is full in the middle', async () => {
    const { exec, files } = world()
    let left = 2
    files.beforeReplace = async () => {
      left -= 1
      if (left < 0) files.fail = { replace: 'no-space' }
    }
    await expect(exec.write({ config: 'c', credentials: 'd' }, asking(), 7)).rejects.toMatchObject({
      fault: 'no-space',
    })
    expect(files.names('/run/exec')).toEqual([])
  })

  it('gives whoever asks from within their own files back, set or not set, through an agent that is new', async () => {
    const { exec, make } = world()
    const own = { AWS_CONFIG_FILE: '/home/a/config', HOME: '/home/a' }
    const { paths } = await exec.write({ config: 'c', credentials: 'd' }, asking(own), 7)
    const within = {
      AWS_CONFIG_FILE: paths.config ?? '',
      AWS_SHARED_CREDENTIALS_FILE: paths.credentials ?? '',
      HOME: '/elsewhere',
    }
    expect(await make(9).ownVariables(within)).toEqual({
      AWS_CONFIG_FILE: '/home/a/config',
      HOME: '/elsewhere',
    })
  })

  it.each([
    ['no file', {}],
    ['a file of their own', { AWS_CONFIG_FILE: '/home/a/config' }],
    ['a path that only begins like ours', { AWS_CONFIG_FILE: '/run/exec2/0123456789abcdef.config' }],
    ['a path that leads out of ours', { AWS_CONFIG_FILE: '/run/exec/../0123456789abcdef.config' }],
    ['files that are gone', { AWS_CONFIG_FILE: '/run/exec/0123456789abcdef.config' }],
  ])('leaves the variables of whoever names %s alone', async (_name, env) => {
    const { exec } = world()
    expect(await exec.ownVariables(env)).toEqual(env)
  })

  it('sweeps the files of programs that are gone, and no others', async () => {
    const { exec, files, processes, clock } = world()
    processes.set(8, 'b')
    const gone = await exec.write({ token: 't' }, asking(), 7)
    const alive = await exec.write({ token: 't' }, asking(), 8)
    const unknown = await exec.write({ token: 't' }, asking(), undefined)
    processes.set(7, 'another process')
    await exec.sweep()
    const there = () => [gone, alive, unknown].map(({ paths }) => files.contents.has(paths.token ?? ''))
    expect(there()).toEqual([false, true, true])
    await clock.advance(12 * 60 * 60_000 + 1)
    await exec.sweep()
    expect(there()).toEqual([false, false, false])
    expect(files.names('/run/exec')).toEqual([])
  })

  it('sweeps what it cannot read, and goes on where a file cannot be', async () => {
    const { exec, files } = world()
    files.put('/run/exec/0123456789abcdef.config', new Uint8Array())
    files.put('/run/exec/fedcba9876543210.json', new TextEncoder().encode('{'))
    files.put('/run/exec/of somebody else', new Uint8Array())
    await exec.sweep()
    expect(files.names('/run/exec')).toEqual(['of somebody else'])
    files.fail = { list: 'io' }
    await exec.sweep()
  })
})
