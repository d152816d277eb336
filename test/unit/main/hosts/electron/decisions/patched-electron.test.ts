import { describe, expect, it } from 'vitest'
import { isPatchedElectron } from '../../../../../../main/hosts/electron/decisions/patched-electron.ts'
import manifest from '../../../../../../package.json' with { type: 'json' }

describe('isPatchedElectron', () => {
  it.each([
    ...['35.7.5', '35.8.0', '36.8.1', '36.9.0', '37.3.1', '37.10.0', '38.0.0', '45.4.1', '100.0.0'].map(
      (v) => [v, true],
    ),
    ...['35.7.4', '35.6.9', '36.8.0', '37.3.0', '34.99.99', '22.0.0', '0.0.0'].map((v) => [v, false]),
    ...['', '38', '38.0', '38.0.0-beta.1', 'v38.0.0', '38.0.0 ', '9999999.0.0', undefined].map((v) => [
      v,
      false,
    ]),
  ] as [string | undefined, boolean][])('%s: %s (T20)', (version, isPatched) => {
    expect(isPatchedElectron(version)).toBe(isPatched)
  })

  it('takes the Electron that this project names, which is one exact version (D9)', () => {
    expect(isPatchedElectron(manifest.devDependencies.electron)).toBe(true)
  })
})
