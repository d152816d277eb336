import { useState } from 'react'
import { useTexts } from '../../app-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { AddAssignedProfile } from './add-assigned-profile.tsx'
import { AddChainProfile } from './add-chain-profile.tsx'
import css from './add-profile-dialog.module.css'
import { addAbout } from './dialog-about.ts'

type Kind = 'assigned' | 'chain'

/** One profile, for a role of an account or for a role that another profile assumes. */
export function AddProfileDialog({ about }: { readonly about: string | undefined }) {
  const { accounts } = useTexts()
  const { adding } = accounts
  const [kind, setKind] = useState<Kind>('assigned')
  const choice = (
    <div className={css.kind}>
      <Choice
        label={adding.kind}
        value={kind}
        options={(['assigned', 'chain'] as const).map((value) => ({ value, title: adding.kinds[value] }))}
        onChange={setKind}
      />
    </div>
  )
  return kind === 'assigned' ? (
    <AddAssignedProfile key="assigned" about={addAbout(about)}>
      {choice}
    </AddAssignedProfile>
  ) : (
    <AddChainProfile key="chain">{choice}</AddChainProfile>
  )
}
