import { describe, expect, it } from 'vitest'
import { configReader } from '../../../../../main/actions/config/config-reader.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'

describe('configReader', () => {
  it('reads at each ask, takes apart what is new, and follows who asks', async () => {
    const files = new MemoryFiles()
    const put = (path: string, text: string) => files.put(path, new TextEncoder().encode(text))
    const locations = ({ cwd }: { readonly cwd: string }) => ({
      configPath: `${cwd}/config`,
      credentialsPath: `${cwd}/credentials`,
    })
    const read = configReader(files, { locations }, { env: {}, cwd: '/own' })
    put('/own/config', '[profile a]\nregion = x\n')
    put('/other/credentials', '[b]\nregion = y\n')
    const first = await read(undefined)
    expect(await read(undefined)).toBe(first)
    put('/own/config', '[profile c]\nregion = x\n')
    const names = async (cwd?: string) => [
      ...(await read(cwd === undefined ? undefined : { env: {}, cwd })).profiles.keys(),
    ]
    expect([await names(), await names('/other'), await names('/none')]).toEqual([['c'], ['b'], []])
  })
})
