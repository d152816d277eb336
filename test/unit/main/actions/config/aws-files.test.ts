import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'

const asking = { env: {}, cwd: '/home/a' }

function scene() {
  const files = new MemoryFiles()
  const write = (name: string, text: string) =>
    files.put(`/home/a/.aws/${name}`, new TextEncoder().encode(text))
  const own = awsFiles({
    ...{ files, clock: new FakeClock(), homeFolder: '/home/a', backupFolder: '/b' },
    lock: { hold: (_path: string, act: () => Promise<unknown>) => act() } as never,
  })
  return { own, write }
}

describe('awsFiles', () => {
  it('reads the profiles again when either file has another text, and only then', async () => {
    const { own, write } = scene()
    write('config', '[profile a]\nregion = eu-west-1\n')
    write('credentials', '')
    const first = await own.read(asking)
    const same = await own.read(asking)
    write('credentials', '[b]\naws_access_key_id = AKIA\n')
    const more = await own.read(asking)
    write('config', '[profile c]\n')
    const other = await own.read(asking)
    expect([
      same.shared === first.shared,
      ...[first, more, other].map(({ shared }) => [...shared.profiles.keys()]),
    ]).toEqual([true, ['a'], ['a', 'b'], ['c', 'b']])
  })
})
