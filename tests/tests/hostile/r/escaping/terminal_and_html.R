cat("\u001b[2J\u001b]0;titre\u0007\u001b[31mrouge\u001b[0m <script>alert(1)</script> </td> & \u202e\ufeff fin\n")
