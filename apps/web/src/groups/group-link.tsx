import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'

/** A group of the instance of this page. */
export function GroupLink({ group }: { readonly group: string }) {
  return <TextLink to={paths.group(useParam('instanceId'), group)}>{group}</TextLink>
}
