import { type ReactNode, useState } from 'react'
import type { CallRequest } from '../../../preload/contract/calls.ts'
import { useAgentState, useApp } from '../../app-context.tsx'
import { CheckBox } from '../../ui/check-box.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { ProfileChangeDialog } from '../profiles/profile-change-dialog.tsx'
import css from './add-profile-dialog.module.css'
import { durationFrom, isRoleArn } from './chain-input.ts'
import { useProfileAdded } from './use-profile-added.ts'

/** A profile for a role that is assumed with another profile's credentials. */
export function AddChainProfile({ children }: { readonly children: ReactNode }) {
  const { link, texts } = useApp()
  const { adding } = texts.accounts
  const added = useProfileAdded()
  const sources = useAgentState((state) => state.profiles)
    .filter(({ source }) => source === 'signet')
    .map(({ name }) => name)
  const [source, setSource] = useState(sources[0] ?? '')
  const [fields, setFields] = useState({
    ...{ roleArn: '', name: '', region: '', roleSessionName: '' },
    ...{ externalId: '', mfaSerial: '', duration: '' },
  })
  const [adopt, setAdopt] = useState(false)
  const [replace, setReplace] = useState(false)
  const [usual, setUsual] = useState<string>()
  const field = (name: keyof typeof fields) => ({
    value: fields[name],
    onChange: (event: { readonly target: { readonly value: string } }) =>
      setFields({ ...fields, [name]: event.target.value }),
  })
  const given = (name: keyof typeof fields) => fields[name].trim() || null
  const request: Omit<CallRequest<'accounts.addRoleProfile'>, 'dryRun'> = {
    roleArn: fields.roleArn.trim(),
    source,
    name: given('name'),
    region: given('region'),
    roleSessionName: given('roleSessionName'),
    externalId: given('externalId'),
    mfaSerial: given('mfaSerial'),
    durationSeconds: durationFrom(fields.duration),
    adopt,
    replace,
  }
  const isReady = source !== '' && isRoleArn(request.roleArn)
  return (
    <ProfileChangeDialog
      title={adding.title}
      previewKey={JSON.stringify(request)}
      preview={() =>
        isReady
          ? link.call('accounts.addRoleProfile', { ...request, dryRun: true }).then(({ profile, files }) => {
              if (request.name === null) setUsual(profile)
              return files
            })
          : undefined
      }
      submit={adding.submit}
      isReady={isReady}
      onSubmit={async () => {
        added((await link.call('accounts.addRoleProfile', { ...request, dryRun: false })).profile)
      }}
    >
      {children}
      <Field
        label={adding.roleArn}
        placeholder="arn:aws:iam::111122223333:role/Deploy"
        maxLength={2_000}
        isCode
        autoFocus
        {...field('roleArn')}
      />
      <div className={css.pair}>
        <SelectField
          label={adding.source}
          value={source}
          options={sources.map((value) => ({ value, title: value }))}
          onChange={setSource}
        />
        <Field
          label={adding.name}
          hint={usual === undefined ? adding.nameUnknown : adding.nameHint(usual)}
          placeholder={usual}
          maxLength={255}
          {...field('name')}
        />
      </div>
      <details className={css.further}>
        <summary>{adding.further}</summary>
        <div>
          <div className={css.pair}>
            <Field
              label={adding.region}
              hint={adding.chainRegionHint}
              maxLength={64}
              isCode
              {...field('region')}
            />
            <Field
              label={adding.duration}
              hint={adding.durationHint}
              maxLength={6}
              isCode
              {...field('duration')}
            />
            <Field label={adding.roleSessionName} maxLength={64} isCode {...field('roleSessionName')} />
            <Field label={adding.externalId} maxLength={1_224} isCode {...field('externalId')} />
            <Field label={adding.mfaSerial} maxLength={256} isCode {...field('mfaSerial')} />
          </div>
          <CheckBox label={adding.adopt} isOn={adopt} onChange={setAdopt} />
          <CheckBox label={adding.replace} isOn={replace} onChange={setReplace} />
        </div>
      </details>
    </ProfileChangeDialog>
  )
}
