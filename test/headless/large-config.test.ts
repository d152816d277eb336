/** A config of 10,000 profiles, as a person at a terminal meets it. Times are printed and not judged. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { editSection, removeSection } from '../../main/config/edit.ts'
import { explainProfile } from '../../main/config/explain-profile.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import { manyProfiles } from '../unit/main/config/vectors.ts'
import { Scene } from './harness.ts'

const count = 10_000
const text = manyProfiles(count)
const name = 'account-5000-AdministratorAccess'
const address = { file: 'config', type: 'profile', name } as const

let scene: Scene
beforeAll(async () => {
  scene = await Scene.start()
  mkdirSync(dirname(scene.configPath), { recursive: true })
  writeFileSync(scene.configPath, text)
  await scene.signIn('mine')
})
afterAll(() => scene.close())

describe(`a config of ${count} profiles`, () => {
  it('is read and edited, and every other byte stays (R34)', () => {
    const times: Record<string, number> = {}
    const timed = <T>(what: string, act: () => T): T => {
      const begun = performance.now()
      const result = act()
      times[what] = Math.round(performance.now() - begun)
      return result
    }
    expect(timed('parse', () => readSharedConfig(text, '')).profiles.size).toBe(count)
    const added = timed('add a key', () => editSection(text, address, { set: { cli_pager: 'x' } })).text
    expect(added.replace('cli_pager = x\n', '')).toBe(text)
    const removed = timed('remove a section', () => removeSection(text, address)).text
    expect(removed.length).toBe(text.length - (text.split('\n\n')[5000]?.length ?? 0) - 2)
    const one = { text, encoding: 'utf-8' } as const
    const none = { text: '', encoding: 'utf-8' } as const
    const explained = timed('explain', () => explainProfile(name, { config: one, credentials: none }))
    expect(explained?.sections).toEqual([{ file: 'config', line: 35_001, lastLine: 35_006 }])
    console.log(`10,000 profiles (${(text.length / 1e6).toFixed(1)} MB), in ms: ${JSON.stringify(times)}`)
  })

  it('is listed, explained and changed through the agent', async () => {
    const before = readFileSync(scene.configPath, 'utf8')
    const list = await scene.run(['profiles', 'list', '--json'])
    const again = await scene.run(['profiles', 'list'])
    const explained = await scene.run(['profiles', 'explain', name])
    const signedIn = await scene.run(['profiles', 'remove', 'mine', '--yes'])
    expect((JSON.parse(list.stdout) as object[]).length).toBe(count + 1)
    expect([again.code, explained.code, signedIn.code]).toEqual([0, 0, 0])
    const after = readFileSync(scene.configPath, 'utf8')
    expect([before.startsWith(text), after.startsWith(text.trimEnd())]).toEqual([true, true])
    const [first, second, third, fourth] = [list, again, explained, signedIn].map(({ milliseconds }) =>
      Math.round(milliseconds),
    )
    console.log(
      `in ms: profiles list --json ${first}, profiles list ${second}, profiles explain ${third}, profiles remove ${fourth}`,
    )
  })
})
