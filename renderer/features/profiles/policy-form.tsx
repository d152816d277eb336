import { useState } from 'react'
import type { PolicyView } from '../../../preload/contract/activity-views.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import css from './policy-form.module.css'

type Change = Partial<Pick<PolicyView, 'use' | 'isProduction'>>

/** Who may have a profile's credentials. What guards a production profile less is asked for by its name. */
export function PolicyForm({
  profile,
  policy,
}: {
  readonly profile: string
  readonly policy: PolicyView | null
}) {
  const { link } = useApp()
  const { profiles: texts } = useTexts()
  const [error, setError] = useState<ErrorView>()
  const [pending, setPending] = useState<Change>()
  const [typed, setTyped] = useState('')
  const use = policy?.use ?? 'allow'
  const isProduction = policy?.isProduction ?? false
  const change = (wanted: Change, word: string | null) => {
    setError(undefined)
    link
      .call('profiles.setPolicy', { profile, ...wanted, typed: word })
      .then(() => {
        setPending(undefined)
        setTyped('')
      })
      .catch((thrown: unknown) => {
        const found = errorOf(thrown)
        if (found.code === 'consent-denied' && word === null) setPending(wanted)
        else setError(found)
      })
  }
  return (
    <section className={css.form} aria-label={texts.policy}>
      <SelectField
        label={texts.policy}
        value={use}
        options={(['allow', 'notify', 'ask', 'deny'] as const).map((value) => ({
          value,
          title: texts.policies[value],
        }))}
        onChange={(value) => change({ use: value }, null)}
      />
      <CheckBox
        label={texts.actions.markProduction}
        isOn={isProduction}
        onChange={(isOn) => change({ isProduction: isOn }, null)}
      />
      {pending && (
        <div className={css.typed}>
          <Field
            label={texts.typedProduction(profile)}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoFocus
            isCode
          />
          <Button
            look="danger"
            disabled={typed.trim() !== profile}
            onClick={() => change(pending, typed.trim())}
          >
            {texts.save}
          </Button>
        </div>
      )}
      {error && <ErrorNotice error={error} />}
    </section>
  )
}
