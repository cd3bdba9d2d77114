import { define } from '../shared/define.ts';
import { ControlStatus } from './elements/control-status.ts';
import { ReportAbuse } from './elements/report-abuse.ts';
import { Viewer } from './elements/viewer.ts';

/** What nobody needs before somebody is connected. */
define('sideseat-viewer', Viewer);
define('sideseat-report-abuse', ReportAbuse);
define('sideseat-control-status', ControlStatus);
