import type { ProfileView } from '../../../preload/contract/views.ts'
import { useTexts } from '../../app-context.tsx'
import css from './profile-mark.module.css'

/** The bar before a name: the person's colour with a pattern of its own, hatched for production. */
export function ProfileMark({ view }: { readonly view: Pick<ProfileView, 'colour' | 'isProduction'> }) {
  const { profiles } = useTexts()
  const title = view.isProduction
    ? profiles.production
    : view.colour
      ? profiles.colours[view.colour]
      : undefined
  const look = view.isProduction ? css.production : view.colour ? css[view.colour] : css.none
  return <span className={`${css.mark} ${look}`} title={title} aria-hidden="true" />
}
