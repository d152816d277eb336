import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import { showConfigChange } from '../../../../../main/actions/config/show-config-change.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'

const asking = { env: { HOME: '/h' }, cwd: '/' }

function scene() {
  const files = new MemoryFiles()
  const clock = new FakeClock()
  const dependencies = { files, backupFolder: '/state/backups' }
  const config = awsFiles({
    ...{ ...dependencies, clock, homeFolder: '/h' },
    lock: { acquire: async () => () => undefined },
  })
  const write = (text: string, command: string) => config.change(asking, 'config', () => text, { command })
  return { write, show: showConfigChange({ ...dependencies, awsFiles: config }) }
}

describe('showConfigChange', () => {
  it('shows each change by itself: to the next copy, and of the last to what is there now', async () => {
    const { write, show } = scene()
    await write('[profile a]\n', 'profiles add')
    await write('[profile a]\n[profile b]\n', 'profiles add b')
    await write('[profile a]\n[profile b]\n[profile c]\n', 'profiles add c')
    const changes = await Promise.all([1, 2].map((number) => show({ ...asking, file: 'config', number })))
    const added = changes.map(({ backup, diff }) => [
      backup.command,
      diff.filter((line) => line.startsWith('+') || line.startsWith('-')),
    ])
    expect(added).toEqual([
      ['profiles add c', ['+[profile c]']],
      ['profiles add b', ['+[profile b]']],
    ])
  })

  it('says that there is no such copy', async () => {
    await expect(scene().show({ ...asking, file: 'config', number: 1 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
