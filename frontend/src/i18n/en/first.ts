// The texts of sign-in and dashboard, and what every page needs: they come before the first render.
import auth from './auth.json';
import common from './common.json';
import dashboard from './dashboard.json';
import errors from './errors.json';

export default { auth, common, dashboard, errors };
