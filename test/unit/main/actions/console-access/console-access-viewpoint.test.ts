import { describe, expect, it } from 'vitest'
import { keptViewpoints } from '../../../../../main/actions/console-access/console-access-viewpoint.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'

const path = '/state/viewpoints.json'
const nobody = { breakGlass: null, myIp: null, situations: [] }
const someone = {
  breakGlass: 'arn:aws:iam::111122223333:role/BreakGlass',
  myIp: '198.51.100.7',
  situations: [{ name: 'CI', principal: 'arn:aws:iam::111122223333:role/CI', sourceVpc: 'vpc-0a1b2c3d' }],
}

describe('keptViewpoints', () => {
  it('keeps one for each profile, over a restart, and knows nobody where none was kept', async () => {
    const files = new MemoryFiles()
    const kept = keptViewpoints(files, path)
    await Promise.all([kept.keep('dev', someone), kept.keep('prod', nobody)])
    const again = keptViewpoints(files, path)
    expect([await again.of('dev'), await again.of('prod'), await again.of('toString')]).toEqual([
      someone,
      nobody,
      nobody,
    ])
  })

  it.each([
    ['an address that is none', { ...nobody, myIp: 'here' }],
    ['a range for an address', { ...nobody, myIp: '10.0.0.0/8' }],
    ['a name for an ARN', { ...nobody, breakGlass: 'BreakGlass' }],
    ['a situation of somebody without an ARN', { ...nobody, situations: [{ name: 'x', principal: 'y' }] }],
  ])('refuses %s, and keeps what was', async (_what, viewpoint) => {
    const kept = keptViewpoints(new MemoryFiles(), path)
    await kept.keep('dev', someone)
    await expect(kept.keep('dev', viewpoint)).rejects.toThrow()
    expect(await kept.of('dev')).toEqual(someone)
  })

  it('begins anew over a file that cannot be read', async () => {
    const files = new MemoryFiles()
    await files.replace(path, new TextEncoder().encode('{'), { mode: 0o600 })
    const kept = keptViewpoints(files, path)
    expect(await kept.of('dev')).toEqual(nobody)
    await kept.keep('dev', someone)
    expect(await kept.of('dev')).toEqual(someone)
  })
})
