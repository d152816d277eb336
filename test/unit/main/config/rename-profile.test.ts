import { describe, expect, it } from 'vitest'
import { renameInFile } from '../../../../main/config/rename-profile.ts'

const renaming = {
  from: 'dev',
  to: 'shop.dev',
  credentialProcess: 'signet credential-process --profile shop.dev',
}
const renamed = (text: string, file: 'config' | 'credentials' = 'config') =>
  renameInFile(text, file, renaming)

describe('renameInFile', () => {
  it.each([
    ['[profile dev]\nx = 1\n', '[profile shop.dev]\nx = 1\n'],
    ['[profile "dev"] # dev\r\nx=1', '[profile "shop.dev"] # dev\r\nx=1'],
    [
      '# dev\n[profile  dev]\n[profile dev2]\nsource_profile = dev2\n',
      '# dev\n[profile  shop.dev]\n[profile dev2]\nsource_profile = dev2\n',
    ],
    [
      '[profile a]\nsource_profile=dev\nrole_arn = dev\n[profile dev]\n',
      '[profile a]\nsource_profile=shop.dev\nrole_arn = dev\n[profile shop.dev]\n',
    ],
    [
      '[profile dev]\ncredential_process = /a/signet credential-process --profile dev\n',
      '[profile shop.dev]\ncredential_process = signet credential-process --profile shop.dev\n',
    ],
    [
      '[profile dev]\ncredential_process = /a/other credential-process --profile dev\n',
      '[profile shop.dev]\ncredential_process = /a/other credential-process --profile dev\n',
    ],
    ['[sso-session dev]\nsso_region = x\n', '[sso-session dev]\nsso_region = x\n'],
    ['\ufeff[profile dev]\n', '\ufeff[profile shop.dev]\n'],
  ])('makes of %j what every tool reads under the new name', (before, after) => {
    expect(renamed(before)).toBe(after)
  })

  it('renames every section of that name, and one of the credentials file', () => {
    expect(renamed('[profile dev]\na = 1\n[profile x]\n[profile dev]\nb = 2\n')).toBe(
      '[profile shop.dev]\na = 1\n[profile x]\n[profile shop.dev]\nb = 2\n',
    )
    expect(renamed('[dev]\naws_access_key_id = AKIA\n', 'credentials')).toBe(
      '[shop.dev]\naws_access_key_id = AKIA\n',
    )
  })

  it.each([
    ['a name that ends its line (T25)', '[profile dev]\n', 'x]\ny'],
    ['a name that is taken', '[profile dev]\na = 1\n[profile shop.dev]\nb = 2\n', 'shop.dev'],
  ])('refuses %s', (_what, text, to) => {
    expect(() => renameInFile(text, 'config', { ...renaming, to })).toThrow()
  })
})
