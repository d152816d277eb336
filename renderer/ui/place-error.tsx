import type { ErrorView } from '../../preload/contract/errors.ts'
import { useAgentState } from '../app-context.tsx'
import { ErrorNotice } from './notice.tsx'

/** An error of something at a place. What the frame says already, above every place, is not said again. */
export function PlaceError({ error }: { readonly error: ErrorView }) {
  const isSaid = useAgentState(({ filesFault }) => filesFault?.message === error.message)
  return isSaid ? null : <ErrorNotice error={error} />
}
