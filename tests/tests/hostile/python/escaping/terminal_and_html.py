print("\x1b[2J\x1b]0;titre\x07\x1b[31mrouge\x1b[0m <script>alert(1)</script> </td> & \u202e\ufeff\x00 fin")
