import { describe, expect, it } from 'vitest'
import { configCheck, diagnoseConfig } from '../../../../../main/actions/upkeep/diagnose-config.ts'
import { readSharedConfig } from '../../../../../main/config/profiles.ts'

const asking = { env: {}, cwd: '/' }
const configPath = '/home/Ada L/.aws/config'

function files(config: string) {
  return {
    locations: () => ({ configPath, credentialsPath: '/c' }),
    read: async () => ({
      config: { text: config, encoding: 'utf-8' as const },
      credentials: { text: '', encoding: 'utf-8' as const },
      shared: readSharedConfig(config, ''),
    }),
  }
}

describe('diagnoseConfig', () => {
  it('says for each line what to do, and how to get there', async () => {
    const config = '[profile a]\nRegion = x\n\n[team]\n\n[profile b]\nsso_session = none\n'
    const found = await diagnoseConfig(files(config))(asking)
    expect(found.map(({ subject, advice }) => [subject, advice])).toEqual([
      [`${configPath}:2`, `Write it in lower case: region\n\${EDITOR:-vi} +2 '${configPath}'`],
      [
        `${configPath}:4`,
        `A profile is written [profile team] in the config file; only default stands alone.\n\${EDITOR:-vi} +4 '${configPath}'`,
      ],
      [
        `${configPath}:7`,
        `Correct sso_session in profile b, or add the [sso-session] section that it names.\n\${EDITOR:-vi} +7 '${configPath}'`,
      ],
    ])
  })

  it('gives the command that keeps one source', async () => {
    const config = '[profile a]\ncredential_process = /x\nlogin_session = arn:aws:iam::1:user/u\n'
    const [found] = await diagnoseConfig(files(config))(asking)
    expect(found?.advice?.split('\n')).toEqual([
      'Keep one source. To keep only Signet, sign in with it:',
      'signet login --profile a --adopt',
      `\${EDITOR:-vi} +2 '${configPath}'`,
    ])
  })

  it('is content with a file that every tool reads alike', async () => {
    expect(
      await configCheck(files('[profile a]\nregion = x\n')).look(asking, new AbortController().signal),
    ).toEqual([
      {
        ...{
          subject: 'AWS config',
          verdict: 'ok',
          text: 'every tool reads it alike, 1 profile',
          advice: null,
        },
        said: [
          { id: 'finding-subject', values: { subject: 'AWS config' }, text: 'AWS config' },
          { id: 'config-alike', values: { count: 1 }, text: 'every tool reads it alike, 1 profile' },
        ],
      },
    ])
  })
})
