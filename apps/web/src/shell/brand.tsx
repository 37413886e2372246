import { Link } from 'react-router'
import { paths } from '../paths.ts'
import classes from './frame.module.css'

export function Brand() {
  return (
    <Link to={paths.home()} className={classes.brand} aria-label="Gantry">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <span>Gantry</span>
    </Link>
  )
}
