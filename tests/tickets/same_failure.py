"""Reports of the same failure in different people's words, written for the tests of likeness."""

SAME_FAILURE = {
    "code": [
        'Upload of dictations stops with "IW-5031 storage not reachable".',
        "we get error IW-5031 whenever somebody uploads",
        "IW-5031 on all recorders since ten minutes ago, what is this?",
        "Our doctors see IW 5031 in the uploader and nothing goes through",
    ],
    "editor": [
        "The Editor freezes when opening a report from the queue",
        "Editor freezes for all our typists when they open a report",
        "since 10 am opening a report freezes the Editor",
        "report opens and then the editor is frozen, only the task manager helps",
    ],
    "uploads": [
        "Dictations are stuck in the upload queue and do not arrive",
        "upload queue is stuck, dictations from this morning have not arrived",
        "none of our dictations leave the upload queue",
        "stuck uploads: the dictations sit in the queue since 9",
    ],
    "delivery": [
        "Finished reports are not delivered to the hospital system any more",
        "no finished report was delivered to our EHR since noon",
        "delivery of finished reports to the EHR has stopped",
        "Reports are finished but are not being delivered",
    ],
    "login": [
        "The login page of the IMC shows a white screen",
        "white screen at the IMC login page",
        "when I go to the IMC login there is only a white page",
        "IMC: login screen stays white on every computer here",
    ],
}
