// What every page loads. Each file enhances what it finds; none is needed to read or to send.
import "./small";
import "./reveal";
import "./here";
import "./pass-key";
import "./live-feed";
import "./more";
import "./keep-draft";
import "./read-aloud";
import "./sound-player";
import "./photo-picker";
import "./who-sees";
import "./refused";
import "./swap";
import "./keep-watching";
import "./picture-pad";
import "./send-progress";
import "./offline";
