/** A vault that is shut, as tools and people meet it. */
import { writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { atTerminal, hasTerminal } from '../fakes/terminal.ts'
import { builtRelay, Scene } from './harness.ts'

let scene: Scene
afterEach(() => scene.close())

const noFile = { SIGNET_PASSPHRASE_FILE: undefined }

describe('a vault that was locked by hand', () => {
  it('is exit code 4 and one line that names signet unlock, until it is unlocked', async () => {
    scene = await Scene.start()
    await scene.signIn('p')
    const before = await scene.credentials('p')
    expect(await scene.run(['lock'])).toMatchObject({ code: 0, stderr: '' })
    // Nobody was asked, and nothing opened it: not the file that is there, not another command.
    const shut = {
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^signet: [^\n]*signet unlock[^\n]*\n$/),
    }
    expect(await scene.ask('p')).toMatchObject(shut)
    await scene.run(['status'])
    await scene.run(['doctor'])
    expect(await scene.ask('p')).toMatchObject(shut)
    expect(await scene.run(['unlock'])).toMatchObject({
      code: 0,
      stdout: 'The vault is open (by passphrase).\n',
      stderr: '',
    })
    expect((await scene.credentials('p')).AccountId).toBe(before.AccountId)
  })
})

describe('a vault that is not there yet', () => {
  it('cannot be locked, so that the first sign-in makes it', async () => {
    scene = await Scene.start({ vaultKey: 'none' })
    expect(await scene.run(['lock'])).toEqual(
      expect.objectContaining({ code: 0, stdout: 'There is no vault yet, so there is nothing to lock.\n' }),
    )
    await scene.signIn('p')
    expect((await scene.ask('p')).code).toBe(0)
  })
})

describe('a vault whose passphrase no file tells', () => {
  async function agentWithoutFile(): Promise<void> {
    scene = await Scene.start()
    await scene.signIn('p')
    await scene.endAgent('SIGTERM')
  }

  it('is exit code 4, and opens by the file that a terminal names', async () => {
    await agentWithoutFile()
    expect(await scene.ask('p', { env: noFile })).toMatchObject({
      code: 4,
      stdout: '',
      stderr: expect.stringMatching(/^signet: [^\n]*signet unlock[^\n]*\n$/),
    })
    expect(await scene.run(['unlock'], { env: noFile })).toMatchObject({ code: 4, stdout: '' })
    expect(await scene.run(['unlock'])).toMatchObject({ code: 0, stderr: '' })
    expect(await scene.ask('p', { env: noFile })).toMatchObject({ code: 0, stderr: '' })
  })

  it.skipIf(!hasTerminal)(
    `opens by what a person types, unseen (T23)${hasTerminal ? '' : ' (skipped: there is no python3)'}`,
    async () => {
      await agentWithoutFile()
      const { SIGNET_PASSPHRASE_FILE: _file, ...env } = scene.env
      const relay = { name: 'built', command: builtRelay, whyNot: '' }
      const typed = await atTerminal(
        relay,
        ['unlock'],
        [
          { expect: 'Passphrase of the Signet vault: ', send: 'not the passphrase\n' },
          { expect: 'Passphrase: ', send: `${scene.key.passphrase}\n` },
        ],
        { home: scene.env.SIGNET_HOME ?? '', env },
      )
      expect(typed).toEqual({
        transcript:
          'Passphrase of the Signet vault: \r\nThat passphrase does not open the vault. Passphrase: \r\nThe vault is open (by passphrase).\r\n',
        code: 0,
        showed: [false, false, true],
      })
      expect(await scene.ask('p', { env: noFile })).toMatchObject({ code: 0, stderr: '' })
    },
  )

  const refused = [
    { name: 'another passphrase', text: 'quite another passphrase\n', mode: 0o600, code: 4 },
    { name: 'a file that others can read', text: undefined, mode: 0o644, code: expect.any(Number) },
  ]
  it.each(refused)('stays shut for $name', async ({ text, mode, code }) => {
    await agentWithoutFile()
    const path = `${scene.folder}/other`
    writeFileSync(path, text ?? `${scene.key.passphrase}\n`, { mode })
    const env = { SIGNET_PASSPHRASE_FILE: path }
    const ran = await scene.run(['unlock'], { env })
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(/^signet: [^\n]+\n$/) })
    expect(ran.code).not.toBe(0)
    expect((await scene.ask('p', { env })).code).not.toBe(0)
    // The right one still opens it: nothing was spoilt.
    expect((await scene.run(['unlock'])).code).toBe(0)
  })
})
