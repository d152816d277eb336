import { describe, expect, it } from 'vitest'
import { FileError } from '../../../../../main/kernel/ports/files.ts'
import {
  arn,
  configPath,
  home,
  importScene,
  login,
  loginPath,
  loginProfile,
  registration,
  ssoPath,
  token,
} from './import-scene.ts'

describe('importSessions, hostile and damaged files', () => {
  const folder = `${home}/.aws/sso/cache`
  const damaged = {
    [`${folder}/a.json`]: '',
    [`${folder}/b.json`]: '{"accessToken": "canary',
    [`${folder}/c.json`]: '{"a": }',
    [`${folder}/d.json`]: '[1]',
    [`${folder}/e.json`]: { accessToken: 'canary', expiresAt: 'never' },
    [`${folder}/f.json`]: { accessToken: 'canary', expiresAt: '2026-01-02T03:10:00Z' },
    [`${home}/.aws/login/cache/g.json`]: { ...login, dpopKey: 'canary' },
    [`${folder}/notes.txt`]: 'not looked at',
  }

  it('names each and leaves it out; the others are taken over all the same', async () => {
    const { run } = importScene({ ...damaged, [loginPath]: login, [configPath]: loginProfile })
    const { preview, sessions } = await run()
    expect(sessions).toEqual([arn])
    expect(Object.fromEntries(preview.skipped.map(({ path, fault }) => [path.at(-6), fault]))).toEqual({
      ...{
        a: 'torn',
        b: 'torn',
        c: 'not-json',
        d: 'foreign',
        e: 'incomplete',
        f: 'foreign',
        g: 'key-unusable',
      },
    })
  })

  it('looks again at a file that is being written', async () => {
    const { run, files, put, events } = importScene({ [configPath]: loginProfile })
    put(loginPath, JSON.stringify(login).slice(0, 100))
    const read = files.read.bind(files)
    let looks = 0
    files.read = async (path) => {
      if (path === loginPath) looks += 1
      if (looks === 3) put(loginPath, login)
      return read(path)
    }
    expect((await run()).sessions).toEqual([arn])
    expect(events.filter((event) => event === 'waited')).toHaveLength(2)
  })

  it('goes on when a folder cannot be read', async () => {
    const { run, files } = importScene({ [configPath]: loginProfile })
    files.fail = { list: 'not-allowed' }
    expect((await run()).preview.skipped.map(({ fault }) => fault)).toEqual(['unreadable', 'unreadable'])
  })

  it('goes on when one file cannot be read', async () => {
    const { run, files } = importScene({
      [loginPath]: login,
      [ssoPath('x')]: token,
      [configPath]: loginProfile,
    })
    const read = files.read.bind(files)
    files.read = async (path) => {
      if (path === ssoPath('x')) throw new FileError('not-allowed', path)
      return read(path)
    }
    const { sessions, preview } = await run()
    expect([sessions, preview.skipped]).toEqual([[arn], [{ path: ssoPath('x'), fault: 'unreadable' }]])
  })

  it('doctor names each too, and what could be taken over', async () => {
    const { check } = importScene({ ...damaged, [loginPath]: login, [configPath]: loginProfile })
    const findings = await check()
    expect(findings.map(({ verdict, text }) => [verdict, text.replace(/.*\//, '')])).toEqual([
      ['warning', 'g.json has a key that cannot be used'],
      ['warning', 'a.json is empty or cut short'],
      ['warning', 'b.json is empty or cut short'],
      ['warning', 'c.json is damaged'],
      ['note', 'd.json is not a sign-in of the AWS CLI'],
      ['warning', 'e.json has no whole sign-in in it'],
      ['note', 'f.json is not a sign-in of the AWS CLI'],
      [
        'warning',
        '1 sign-in of the AWS CLI is in the clear, readable to any program of yours; Signet could take it over',
      ],
    ])
  })

  it('doctor says that there is none, and that a registration alone is no sign-in', async () => {
    const said = async (files: Readonly<Record<string, object>>) =>
      (await importScene(files).check()).map(({ verdict, text }) => [verdict, text])
    expect(await said({})).toEqual([['ok', 'none kept in the clear']])
    expect(await said({ [`${folder}/r.json`]: registration })).toEqual([
      ['note', '1 client registration of the AWS CLI, without a sign-in'],
    ])
  })
})
