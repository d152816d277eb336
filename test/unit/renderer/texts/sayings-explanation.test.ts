import { describe, expect, it } from 'vitest'
import { sourceWords } from '../../../../main/config/credential-source.ts'
import type { NamedSource } from '../../../../preload/contract/sayings-findings.ts'
import { explanationSayings } from '../../../../renderer/texts/de/sayings-explanation.ts'
import { englishIn } from '../../../fakes/german-sentences.ts'

const { 'served-by-role': byRole, 'served-by-session': bySession } = explanationSayings

describe('what a profile would be served, in German', () => {
  it('names the role, the account and the session', () => {
    const role = { role: 'arn:aws:iam::111122223333:role/Ops', source: 'dev' }
    const said = [
      byRole({ ...role, isOfConfig: false }, String),
      byRole({ ...role, isOfConfig: true }, String),
      bySession({ role: 'Admin', account: '111122223333', who: 'acme', hasEnded: false }, String),
      bySession({ role: '', account: '', who: 'acme', hasEnded: true }, String),
      explanationSayings['served-nothing-for']({ code: 'vault-locked', words: 'WORDS' }, String),
    ]
    expect(said).toEqual([
      'arn:aws:iam::111122223333:role/Ops, angenommen mit Profil dev',
      'arn:aws:iam::111122223333:role/Ops, angenommen mit Profil dev, wie es in der AWS-Konfiguration steht',
      'Rolle Admin in 111122223333, über die Sitzung acme',
      'die Sitzung acme, die beendet ist',
      'nichts. Der Tresor ist gesperrt. Entsperren Sie ihn. (Auf Englisch: WORDS)',
    ])
  })

  it('knows every source', () => {
    const sources = Object.keys(sourceWords) as NamedSource[]
    const said = sources.map((source) => explanationSayings['source-of-profile']({ source }, String))
    expect([englishIn(said), said.every((words) => words.length > 5)]).toEqual([[], true])
  })
})
