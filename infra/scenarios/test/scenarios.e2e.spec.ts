import './doors.scenarios.js';
import './getting-round.scenarios.js';
import './hanging.scenarios.js';
import './truth.scenarios.js';
import './turning-red.scenarios.js';
